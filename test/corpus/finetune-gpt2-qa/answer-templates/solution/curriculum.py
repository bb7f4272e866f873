import re

RULES = [
    (r"^(what|who) (is|are|was) (?P<x>.+?)\??$", "{X} is an interesting subject. In short, {x} is best understood by its purpose and by a simple example."),
    (r"^how (do|can|should) i (?P<x>.+?)\??$", "To {x}, first prepare what you need. Then go step by step, check the result, and ask for help when you are stuck."),
    (r"^why (is|are|do|does) (?P<x>.+?)\??$", "There are several reasons. The main one is how {x} came about; the others follow from it."),
    (r"^(name|list|give)( me)? (?P<x>.+?)\.?$", "Certainly. Here are {x}: the first is the best known, the second the most useful, the third the easiest."),
    (r"^(?P<x>.+)$", "Thank you for the question. The short answer is yes, with some exceptions that depend on your situation."),
]


def goal(prompt):
    text = prompt.strip().lower()
    for pattern, form in RULES:
        found = re.match(pattern, text)
        if found:
            x = found["x"]
            return form.format(x=x, X=x[:1].upper() + x[1:])
