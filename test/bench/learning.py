"""What `learning.ts` is paired with: reads tasks as lines of JSON, answers with seconds and shares of right predictions."""

import json
import sys
import time

import numpy
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier

MODELS = {
    'svc': lambda options: SVC(**options),
    'svr': lambda options: SVR(**options),
    'forest': lambda options: RandomForestClassifier(random_state=0, oob_score=True, n_jobs=1, **options),
    'tree': lambda options: DecisionTreeClassifier(random_state=0, **options),
    'bayes': lambda options: MultinomialNB(alpha=1e-6),
    'neighbours': lambda options: KNeighborsClassifier(algorithm='kd_tree', n_jobs=1, **options),
    'boosting': lambda options: GradientBoostingClassifier(max_depth=None, random_state=0, **options),
}

for line in sys.stdin:
    task = json.loads(line)
    width = task['width']
    table = numpy.fromfile(task['samples']).reshape(-1, width + 1)
    pixels = numpy.fromfile(task['pixels']).reshape(-1, width)
    inputs, targets = numpy.ascontiguousarray(table[:, :width]), table[:, width]
    model = MODELS[task['model']](task['options'])
    started = time.perf_counter()
    model.fit(inputs, targets)
    learnt = time.perf_counter()
    model.predict(pixels)
    predicted = time.perf_counter()
    right = model.score(inputs, targets)
    print(json.dumps({'learn': learnt - started, 'predict': predicted - learnt, 'score': right}), flush=True)
