import time


class BlockChooser:
    def __init__(self, blocks):
        self.blocks = blocks
        self.chosen = {}

    def measure(self, run, x, block):
        began = time.perf_counter()
        run(x, block)
        return time.perf_counter() - began

    def block_for(self, x, run):
        bucket = x.numel().bit_length()
        if bucket not in self.chosen:
            self.chosen[bucket] = min(self.blocks, key=lambda block: self.measure(run, x, block))
        return self.chosen[bucket]
