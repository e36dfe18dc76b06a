# SPDX-License-Identifier: BSL-1.0
"""Networks as people write them in PyTorch, small: the module, and the shape of one sample."""

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body, self.shortcut = body, shortcut or nn.Identity()

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


class InvertedResidual(nn.Module):
    def __init__(self, channels, out, stride, expand=4):
        super().__init__()
        wide = channels * expand
        self.keeps = stride == 1 and channels == out
        self.body = nn.Sequential(
            nn.Conv2d(channels, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(),
            nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(),
            nn.Conv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        return x + self.body(x) if self.keeps else self.body(x)


class SqueezeExcite(nn.Module):
    def __init__(self, channels, least=4):
        super().__init__()
        self.gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, least, 1), nn.ReLU(),
                                  nn.Conv2d(least, channels, 1), nn.Hardsigmoid())

    def forward(self, x):
        return x * self.gate(x)


class Fire(nn.Module):
    def __init__(self, channels, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Sequential(nn.Conv2d(channels, squeeze, 1), nn.ReLU())
        self.one, self.three = nn.Conv2d(squeeze, expand, 1), nn.Conv2d(squeeze, expand, 3, padding=1)

    def forward(self, x):
        x = self.squeeze(x)
        return torch.relu(torch.cat([self.one(x), self.three(x)], 1))


class Shuffle(nn.Module):
    def forward(self, x):
        n, c, h, w = x.shape
        return x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)


class UNet(nn.Module):
    def __init__(self, up):
        super().__init__()
        self.down1, self.down2 = block(1, 8), block(8, 16)
        self.bottom, self.pool = block(16, 32), nn.MaxPool2d(2)
        self.up2, self.up1 = up(32, 16), up(16, 8)
        self.join2, self.join1, self.last = block(32, 16), block(16, 8), nn.Conv2d(8, 1, 1)

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(self.pool(one))
        x = self.up2(self.bottom(self.pool(two)))
        x = self.up1(self.join2(torch.cat([x, two], 1)))
        return torch.sigmoid(self.last(self.join1(torch.cat([x, one], 1))))


class TemporalBlock(nn.Module):
    def __init__(self, channels, out, dilation):
        super().__init__()
        self.pad = nn.ConstantPad1d((2 * dilation, 0), 0.0)
        self.conv = nn.Conv1d(channels, out, 3, dilation=dilation)
        self.shortcut = nn.Conv1d(channels, out, 1) if channels != out else nn.Identity()

    def forward(self, x):
        return torch.relu(torch.relu(self.conv(self.pad(x))) + self.shortcut(x))


class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(block(1, 8), nn.MaxPool2d(2), block(8, 16), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.kind, self.place = nn.Linear(16, 5), nn.Linear(16, 4)

    def forward(self, x):
        x = self.body(x)
        return self.kind(x), self.place(x)


class Detector(nn.Module):
    """One level of a YOLO head: boxes in rows."""

    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Sequential(block(3, 8, 2), block(8, 16, 2)), nn.Conv2d(16, 3 * 7, 1)

    def forward(self, x):
        y = self.head(self.body(x))
        n, _, h, w = y.shape
        return y.view(n, 3, 7, h, w).permute(0, 1, 3, 4, 2).reshape(n, -1, 7)


class Transformer(nn.Module):
    """One block with its attention spelled out."""

    def __init__(self, width=16, heads=2):
        super().__init__()
        self.heads, self.width = heads, width
        self.embed, self.qkv, self.out = nn.Linear(6, width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.feed, self.last = nn.Sequential(nn.Linear(width, 32), nn.ReLU(), nn.Linear(32, width)), nn.Linear(width, 4)

    def attend(self, x):
        n, steps, _ = x.shape
        q, k, v = (part.view(n, steps, self.heads, -1).transpose(1, 2) for part in self.qkv(x).chunk(3, -1))
        scores = torch.softmax(q @ k.transpose(-2, -1) / (self.width // self.heads) ** 0.5, -1)
        return self.out((scores @ v).transpose(1, 2).reshape(n, steps, self.width))

    def forward(self, x):
        x = self.embed(x)
        x = self.norm1(x + self.attend(x))
        x = self.norm2(x + self.feed(x))
        return self.last(x.mean(1))


class LastStep(nn.Module):
    def __init__(self, recurrent, units):
        super().__init__()
        self.recurrent, self.head = recurrent, nn.Linear(units, 4)

    def forward(self, x):
        return self.head(self.recurrent(x)[0][:, -1])


def block(channels, out, stride=1):
    return nn.Sequential(nn.Conv2d(channels, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


def separable(channels, out, stride=1):
    return nn.Sequential(nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False),
                         nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, out, 1, bias=False),
                         nn.BatchNorm2d(out), nn.ReLU())


def head(channels, classes=10):
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def mlp(*sizes, activation=nn.ReLU):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), activation()]
    return nn.Sequential(*layers[:-1])


def upsampled(channels, out):
    return nn.Sequential(nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(channels, out, 3, padding=1), nn.ReLU())


def transposed(channels, out):
    return nn.ConvTranspose2d(channels, out, 2, 2)


NETWORKS = {
    "mlp": (lambda: mlp(12, 32, 16, 3), (12,)),
    "mlp_tanh": (lambda: mlp(12, 16, 3, activation=nn.Tanh), (12,)),
    "mlp_norm": (lambda: nn.Sequential(nn.Linear(12, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.2),
                                       nn.Linear(16, 3), nn.Softmax(-1)), (12,)),
    "sine": (lambda: mlp(1, 16, 16, 1), (1,)),
    "autoencoder": (lambda: mlp(64, 32, 8, 32, 64), (64,)),
    "lenet": (lambda: nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5),
                                    nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(400, 84), nn.Tanh(),
                                    nn.Linear(84, 10)), (1, 28, 28)),
    "cnn": (lambda: nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(),
                                  nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 10)), (1, 28, 28)),
    "cnn_softmax": (lambda: nn.Sequential(block(3, 8), nn.MaxPool2d(2), block(8, 16), head(16), nn.Softmax(1)),
                    (3, 16, 16)),
    "vgg": (lambda: nn.Sequential(block(3, 8), block(8, 8), nn.MaxPool2d(2), block(8, 16), block(16, 16),
                                  nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 32), nn.ReLU(), nn.Linear(32, 10)),
            (3, 16, 16)),
    "ds_cnn": (lambda: nn.Sequential(nn.Conv2d(1, 16, (10, 4), 2, (5, 1)), nn.BatchNorm2d(16), nn.ReLU(),
                                     separable(16, 16), separable(16, 16), head(16, 12)), (1, 49, 10)),
    "mobilenet_v1": (lambda: nn.Sequential(block(3, 8, 2), separable(8, 16), separable(16, 32, 2), separable(32, 32),
                                           head(32)), (3, 32, 32)),
    "mobilenet_v2": (lambda: nn.Sequential(block(3, 8, 2), InvertedResidual(8, 8, 1), InvertedResidual(8, 16, 2),
                                           InvertedResidual(16, 16, 1), head(16)), (3, 32, 32)),
    "mobilenet_v3": (lambda: nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.Hardswish(), separable(8, 16),
                                           SqueezeExcite(16), nn.Conv2d(16, 24, 1), nn.Hardswish(), head(24)),
                     (3, 32, 32)),
    "resnet": (lambda: nn.Sequential(block(3, 8), Residual(nn.Sequential(block(8, 8), nn.Conv2d(8, 8, 3, 1, 1))),
                                     Residual(nn.Sequential(block(8, 16, 2), nn.Conv2d(16, 16, 3, 1, 1)),
                                              nn.Conv2d(8, 16, 1, 2)), head(16)), (3, 16, 16)),
    "squeezenet": (lambda: nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True),
                                         Fire(8, 4, 8), Fire(16, 4, 12), nn.Conv2d(24, 10, 1), nn.AdaptiveAvgPool2d(1),
                                         nn.Flatten()), (3, 33, 33)),
    "shufflenet": (lambda: nn.Sequential(block(3, 8), nn.Conv2d(8, 16, 1, groups=2), Shuffle(), nn.ReLU(),
                                         nn.Conv2d(16, 16, 3, padding=1, groups=16), head(16)), (3, 16, 16)),
    "unet_transposed": (lambda: UNet(transposed), (1, 16, 16)),
    "unet_upsampled": (lambda: UNet(upsampled), (1, 16, 16)),
    "conv_autoencoder": (lambda: nn.Sequential(nn.Conv2d(1, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 4, 3, 2, 1), nn.ReLU(),
                                               nn.ConvTranspose2d(4, 8, 3, 2, 1, 1), nn.ReLU(),
                                               nn.ConvTranspose2d(8, 1, 3, 2, 1, 1), nn.Sigmoid()), (1, 16, 16)),
    "cnn_1d": (lambda: nn.Sequential(nn.Conv1d(3, 8, 5), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(8, 16, 5), nn.ReLU(),
                                     nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(16, 6)), (3, 64)),
    "cnn_1d_flat": (lambda: nn.Sequential(nn.Conv1d(1, 8, 7, 2, 3), nn.BatchNorm1d(8), nn.ReLU(), nn.Flatten(),
                                          nn.Linear(256, 5)), (1, 64)),
    "separable_1d": (lambda: nn.Sequential(nn.Conv1d(6, 6, 5, padding=2, groups=6), nn.Conv1d(6, 12, 1), nn.ELU(),
                                           nn.AdaptiveMaxPool1d(1), nn.Flatten(), nn.Linear(12, 4)), (6, 32)),
    "tcn": (lambda: nn.Sequential(TemporalBlock(2, 8, 1), TemporalBlock(8, 8, 2), TemporalBlock(8, 8, 4),
                                  nn.Conv1d(8, 3, 1)), (2, 32)),
    "dilated": (lambda: nn.Sequential(nn.Conv2d(1, 8, 3, padding=2, dilation=2), nn.LeakyReLU(0.1),
                                      nn.Conv2d(8, 8, 3, padding=4, dilation=4), nn.PReLU(8), head(8)), (1, 20, 20)),
    "squeeze_excite": (lambda: nn.Sequential(block(3, 8), SqueezeExcite(8), block(8, 8), SqueezeExcite(8), head(8)),
                       (3, 16, 16)),
    "two_heads": (TwoHeads, (1, 16, 16)),
    "detector": (Detector, (3, 32, 32)),
    "fully_convolutional": (lambda: nn.Sequential(block(3, 8, 2), block(8, 8), nn.Conv2d(8, 2, 1), nn.Softmax(1)),
                            (3, 24, 24)),
    "normalized": (lambda: nn.Sequential(nn.Conv2d(3, 8, 3), nn.InstanceNorm2d(8), nn.SiLU(), nn.Conv2d(8, 8, 3),
                                         nn.GroupNorm(2, 8), nn.GELU(), head(8)), (3, 12, 12)),
    "bilinear": (lambda: nn.Sequential(block(1, 4, 2), nn.Upsample(scale_factor=2, mode="bilinear"),
                                       nn.Conv2d(4, 1, 1)), (1, 16, 16)),
    "transformer": (Transformer, (8, 6)),
    "lstm": (lambda: LastStep(nn.LSTM(6, 8, batch_first=True), 8), (10, 6)),
    "gru": (lambda: LastStep(nn.GRU(6, 8, batch_first=True), 8), (10, 6)),
}


def build(name, seed=0):
    """A module of random weights, whose normalizations have seen samples, and the shape of a sample."""
    make, shape = NETWORKS[name]
    torch.manual_seed(seed)
    module = make()
    module.train()
    with torch.no_grad():
        for _ in range(8):
            module(torch.randn(16, *shape))
    return module.eval(), shape
