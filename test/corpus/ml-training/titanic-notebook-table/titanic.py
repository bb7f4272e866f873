#!/usr/bin/env python
# coding: utf-8

# # Titanic - random forest with family features

# In[1]:


import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")


# In[2]:


FAMILY_GROUPS = """
892:0 893:1 894:0 895:0 896:1 897:1 898:1 899:1 900:1 901:0 902:0 903:0 904:1 905:0 906:1
907:1 908:0 909:0 910:1 911:1 912:0 913:1 914:1 915:1 916:1 917:0 918:1 919:0 920:1 921:0
922:0 923:0 924:1 925:0 926:1 927:0 928:1 929:1 930:0 931:1 932:0 933:1 934:0 935:1 936:1
937:0 938:0 939:0 940:1 941:1 942:0 943:0 944:1 945:1 946:0 947:0 948:0 949:0 950:0 951:1
952:0 953:0 954:0 955:1 956:1 957:1 958:1 959:0 960:0 961:1 962:1 963:0 964:1 965:0 966:1
967:0 968:0 969:1 970:0 971:1 972:1 973:0 974:0 975:0 976:0 977:0 978:1 979:1 980:1 981:1
982:1 983:0 984:1 985:0 986:0 987:0 988:1 989:0 990:1 991:0 992:1 993:0 994:0 995:0 996:1
997:0 998:0 999:0 1000:0 1001:0 1002:0 1003:1 1004:1 1005:1 1006:1 1007:0 1008:0 1009:1 1010:0
1011:1 1012:1 1013:0 1014:1 1015:0 1016:0 1017:1 1018:0 1019:1 1020:0 1021:0 1022:0 1023:0
"""


def groups(text):
    pairs = (item.split(":") for item in text.split())
    return {int(k): int(v) for k, v in pairs}


# In[3]:


def features(df):
    out = pd.DataFrame(index=df.index)
    out["sex"] = (df.Sex == "female").astype(int)
    out["pclass"] = df.Pclass
    out["age"] = df.Age.fillna(df.Age.median())
    out["fare"] = np.log1p(df.Fare.fillna(0))
    out["family"] = df.SibSp + df.Parch + 1
    out["title"] = df.Name.str.extract(r", (\w+)\.", expand=False).map({"Mr": 0, "Mrs": 1, "Miss": 2, "Master": 3}).fillna(4)
    return out


forest = RandomForestClassifier(500, min_samples_leaf=3, oob_score=True, random_state=1)
forest.fit(features(train), train.Survived)
print("oob", forest.oob_score_)


# In[4]:


pred = pd.Series(forest.predict(features(test)), index=test.PassengerId)
pred.update(pd.Series(groups(FAMILY_GROUPS)))
pred.rename("Survived").astype(int).to_csv("submission.csv")
