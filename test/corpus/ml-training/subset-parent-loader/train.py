import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder


def conv_block(cin, cout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True), nn.MaxPool2d(2)
    )


class Net(nn.Module):
    def __init__(self, classes, width=48):
        super().__init__()
        self.body = nn.Sequential(conv_block(3, width), conv_block(width, 2 * width), conv_block(2 * width, 4 * width))
        self.head = nn.Linear(4 * width, classes)

    def forward(self, x):
        return self.head(self.body(x).mean(dim=(2, 3)))


class Experiment:
    def __init__(self, root="images", size=64, seed=0):
        tf = transforms.Compose([transforms.Resize((size, size)), transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.25] * 3)])
        everything = ImageFolder(root, transform=tf)
        n_test = len(everything) // 5
        gen = torch.Generator().manual_seed(seed)
        self.fit_set, self.test_set = random_split(everything, [len(everything) - n_test, n_test], generator=gen)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.net = Net(len(everything.classes)).to(self.device)

    def loader(self):
        source = self.fit_set.dataset
        return DataLoader(source, batch_size=128, shuffle=True, num_workers=2, drop_last=True)

    def fit(self, epochs=20, lr=3e-3):
        loader = self.loader()
        opt = torch.optim.AdamW(self.net.parameters(), lr=lr, weight_decay=0.05)
        sched = torch.optim.lr_scheduler.OneCycleLR(opt, lr, total_steps=epochs * len(loader))
        for epoch in range(epochs):
            self.net.train()
            for x, y in loader:
                x, y = x.to(self.device), y.to(self.device)
                loss = nn.functional.cross_entropy(self.net(x), y, label_smoothing=0.1)
                opt.zero_grad(set_to_none=True)
                loss.backward()
                opt.step()
                sched.step()
            print(f"epoch {epoch} loss {loss.item():.3f}")

    @torch.no_grad()
    def accuracy(self):
        self.net.eval()
        hits = 0
        for x, y in DataLoader(self.test_set, batch_size=256):
            hits += (self.net(x.to(self.device)).argmax(1).cpu() == y).sum().item()
        return hits / len(self.test_set)


if __name__ == "__main__":
    exp = Experiment()
    exp.fit()
    print("test accuracy", exp.accuracy())
