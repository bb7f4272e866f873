import heapq
import random


class Pool:
    """The model's own answers that won most often; they serve as examples in the next sampling prompts."""

    def __init__(self, size=64):
        self.size = size
        self.heap = []

    def add(self, wins, prompt, answer):
        entry = (wins, random.random(), prompt, answer)
        if len(self.heap) < self.size:
            heapq.heappush(self.heap, entry)
        else:
            heapq.heappushpop(self.heap, entry)

    def shots(self, count=3):
        chosen = random.sample(self.heap, min(count, len(self.heap)))
        return "".join(f"Question: {prompt}\nAnswer: {answer}\n\n" for _, _, prompt, answer in chosen)
