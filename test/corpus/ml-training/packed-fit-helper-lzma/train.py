import base64
import lzma

import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import accuracy_score

CODE = (
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AFLANFdADIZSP9O0VFdHo7lm8LIbRIGv66QseQq4utl"
    "EB3SQGIjSwKv2DGbTfTB3FG24XJXNLv756LL4AIc2pCZP88l6PO6K4COPhcZcZds0hWEBKb7fps1"
    "M2FHs4YZb/UwJDXVgSg61SRDcpchHp5ZaKT41bWI4zhlUq25O+iwSDyICuvy3R+BunPoy2wJU87l"
    "M3ptROLn3b8QRphP9Oq58Cqlq/w21r9LJ7J4H8kRegvSOF2Cqvwa3iYzdNoIt1gUkJwrcZ11dJ4M"
    "JKAMWMcwRSyAdp3gAAAAABXON6p8f/sgAAHtAcwCAADhcPBrscRn+wIAAAAABFla"
)


def unpack(blob):
    scope = {}
    exec(compile(lzma.decompress(base64.b64decode(blob)), "packed", "exec"), scope)
    return scope


def main():
    tools = unpack(CODE)
    model = tools["fit"](ExtraTreesClassifier(400, n_jobs=2, random_state=0), "data", "kind")
    held = pd.read_csv("data/test.csv")
    print("accuracy", accuracy_score(held["kind"], model.predict(held.drop(columns=["kind", "id"]))))


if __name__ == "__main__":
    main()
