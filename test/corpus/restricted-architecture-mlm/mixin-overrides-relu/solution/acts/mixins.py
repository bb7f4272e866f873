class Saturating:
    def forward(self, x):
        y = x.tanh()
        return self.post(y)

    def post(self, y):
        return y
