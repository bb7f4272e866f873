import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

blob = np.load("gestures.npz")
X, y = blob["signal"].reshape(len(blob["signal"]), -1), blob["gesture"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, stratify=y, random_state=12)

scaler, pca = StandardScaler(), PCA(n_components=60, whiten=True, random_state=12)
Z_tr = pca.fit_transform(scaler.fit_transform(X_tr))
Z_te = pca.transform(scaler.transform(X_te))
print("explained", pca.explained_variance_ratio_.sum().round(3), "spread of held-out rows", Z_te.std().round(3))

svm = LinearSVC(C=0.05, dual=False).fit(Z_tr, y_tr)
print(confusion_matrix(y_te, svm.predict(Z_te)))
print("accuracy", svm.score(Z_te, y_te))
