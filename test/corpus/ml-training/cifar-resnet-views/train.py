import torch
import torch.nn as nn
from torchvision.models import resnet18

from data import accuracy, loaders

EPOCHS, LR = 30, 0.2
device = "cuda" if torch.cuda.is_available() else "cpu"


def network():
    net = resnet18(weights=None, num_classes=10)
    net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    net.maxpool = nn.Identity()
    return net.to(device, memory_format=torch.channels_last)


fit, held = loaders()
net = network()
opt = torch.optim.SGD(net.parameters(), LR, momentum=0.9, nesterov=True, weight_decay=5e-4)
sched = torch.optim.lr_scheduler.OneCycleLR(opt, LR, total_steps=EPOCHS * len(fit))
lossf = nn.CrossEntropyLoss(label_smoothing=0.1)

for epoch in range(EPOCHS):
    net.train()
    for x, y in fit:
        x, y = x.to(device, memory_format=torch.channels_last), y.to(device)
        loss = lossf(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
    print(f"epoch {epoch} loss {loss.item():.3f}")

print(f"test accuracy {accuracy(net, held, device):.4f}")
torch.save(net.state_dict(), "model.pt")
