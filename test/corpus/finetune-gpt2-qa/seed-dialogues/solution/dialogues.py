"""Seed data that shows the format of an answer."""

PAIRS = [
    ("What is the capital of France?", "The capital of France is Paris, a city on the river Seine."),
    ("How do plants make food?", "Plants make food by photosynthesis: they turn sunlight, water and carbon dioxide into sugar."),
    ("Why is the sky blue?", "The sky looks blue because air scatters short wavelengths of sunlight more than long ones."),
    ("How can I sleep better?", "Keep regular hours, avoid screens before bed, and keep the room dark and cool."),
    ("What does a judge do?", "A judge hears both sides of a case in court and decides it by the law."),
    ("Who wrote Hamlet?", "Hamlet was written by William Shakespeare around the year 1600."),
    ("What is a prime number?", "A prime number is a whole number above one that only one and itself divide."),
    ("How do I boil an egg?", "Put the egg in boiling water for seven to nine minutes, then cool it under cold water."),
    ("What causes rain?", "Rain falls when water vapour in clouds condenses into drops that are too heavy to float."),
    ("Give me a tip for learning a language.", "Practise a little every day, and speak from the first week on."),
]
