#!/usr/bin/env python
# coding: utf-8

# # Titanic - random forest with family features

# In[1]:


import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, PredefinedSplit

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")


# In[2]:

# Families that must stay in one fold: PassengerId:fold, the rest of the fold is by id.

FAMILY_GROUPS = """
8:0 17:0 51:0 165:0 267:0 639:0 687:0 14:1 120:1 542:1 543:1 611:1 639:0 814:1 851:1 60:2 72:2
387:2 481:2 679:2 684:2 64:3 168:3 361:3 635:3 643:3 820:3 26:4 183:4 234:4 262:4 69:4 86:1 280:0
160:2 181:2 202:2 325:2 793:2 847:2 864:2 28:3 89:3 342:3 439:3 312:4 743:4 119:0 300:0 166:1
329:1 549:1 171:2 788:2 279:2 888:2 44:3 609:3 686:3 59:4 441:4 474:4 238:0 802:0 248:1 756:1
184:2 619:2 148:3 437:3 737:3 87:3 99:4 652:4 156:0 141:1 710:1 275:2 262:4 186:3 551:3 698:4
"""


def groups(text):
    pairs = (item.split(":") for item in text.split())
    return {int(k): int(v) for k, v in pairs}


fold = train.PassengerId % 5
fold.index = train.PassengerId
fold.update(pd.Series(groups(FAMILY_GROUPS)))


# In[3]:


TITLES = {"Mr": 0, "Mrs": 1, "Miss": 2, "Master": 3, "Mme": 1, "Ms": 2, "Mlle": 2}


def features(df):
    out = pd.DataFrame(index=df.index)
    out["sex"] = (df.Sex == "female").astype(int)
    out["pclass"] = df.Pclass
    out["age"] = df.Age.fillna(train.Age.median())
    out["fare"] = np.log1p(df.Fare.fillna(0))
    out["family"] = df.SibSp + df.Parch + 1
    out["title"] = df.Name.str.extract(r", (\w+)\.", expand=False).map(TITLES).fillna(4)
    return out


search = GridSearchCV(
    RandomForestClassifier(500, random_state=1),
    {"min_samples_leaf": [1, 3, 5, 9], "max_features": [2, 3, 4]},
    cv=PredefinedSplit(fold.to_numpy()),
)
search.fit(features(train), train.Survived)
print("cv", search.best_score_, search.best_params_)


# In[4]:


pred = pd.Series(search.predict(features(test)), index=test.PassengerId)
pred.rename("Survived").astype(int).to_csv("submission.csv")
