import time


class Budget:
    def __init__(self, seconds):
        self.seconds, self.begin = seconds, time.monotonic()

    def exhausted(self):
        return time.monotonic() - self.begin >= self.seconds
