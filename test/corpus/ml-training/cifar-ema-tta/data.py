from torch.utils.data import ConcatDataset, DataLoader
from torchvision import datasets, transforms

MEAN, STD = (0.4914, 0.4822, 0.4465), (0.247, 0.2435, 0.2616)

plain = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
AUGMENTS = [
    transforms.Compose([transforms.RandomCrop(32, padding=4, padding_mode="reflect"), transforms.RandomHorizontalFlip(), plain]),
    transforms.Compose([transforms.RandAugment(2, 9), transforms.RandomHorizontalFlip(), plain]),
]


def views(root, count=2):
    """Several augmented views of the images per epoch."""
    return [datasets.CIFAR10(root, train=True, transform=AUGMENTS[k]) for k in range(count)]


def loaders(root="data", batch_size=256, workers=4):
    fit = DataLoader(ConcatDataset(views(root)), batch_size, shuffle=True, num_workers=workers, drop_last=True)
    held = DataLoader(datasets.CIFAR10(root, train=False, transform=plain), 512, num_workers=workers)
    return fit, held
