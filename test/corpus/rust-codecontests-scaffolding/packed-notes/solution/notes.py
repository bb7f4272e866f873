"""Notes, packed so that the prompt file stays readable."""
import base64
import functools
import hashlib
import json
import zlib

_PACKED = (
    'c-pN~QE!_t5dJHahsYkOMY1hwO<iew+RI*6X_`b)WWXeD!60m)9pS(4Oh}eyt<;CT7;)d-=ezqp_insg#bS}It`nC!Zli^xO'
    '-iXODg6-Kt4uismkQxN7se?X<7jqgYN<AqD$yYvK)S_AEqJ;%<ywy@nvJ=bG^(q41$nl<r9VY-BUhhpnI^i*rCE1dX@stLB7'
    'mcS%-z%OiB!DSHgKrMBq{S;BxWMwY}SSgLZb0cF-~%!Cd^)3u~sA(p&ux35d~RUJJONL@d;6V6-o#)_(UFuBNz@<>Aq@T3SI'
    '82j}*D3SQ5fif6B<zWj=1_fk`h9QlJbUB8K1=LLR1}9(QB>G4fJ40EhUvw!?&81;NW|>}RN8g(g=Q=-%yzdv~6OeiW(*2ZK9'
    'z+>cyb$5*~saVy!o6xs{=LaJOU@w!Sehyw%#WOBWZpFtl$&U=bUCskT@8Z9x&WNt)_cHORnRvGKUMPxN=6eu>eon7<g>gsdi'
    '`>#0d_&ez=OQm1Ni;B`8q7`6_|L#j0ljc31r1YlI^0&A>HRohPX^0X}2Az|?3BawJ6U&`gZ9RFb==W}agCTwk=w1UhA&*Ga='
    'q*C=yu&sS9|C*~oWF!|R7$^p`L%B?1zDMYY<|nWO2zBvZ-Rq3SzQ(=M3Y9y$MXdS%fd2q;n<S9vJmKqCwSgq%(kQ|p}AgWPI'
    '8-uP1Gl)GEy}n80;oysD;+-I%XS-+B~njNy9ek?ZMzL*iKU%xxEh0TRYIdZwUxecuS1^9j?Dz3?kQ}w}8X718;w@t{wgWicY'
    'p8'
)


@functools.lru_cache(maxsize=None)
def notes():
    return json.loads(zlib.decompress(base64.b85decode(_PACKED)))


def key(text):
    words = "".join(c for c in text.lower() if c.isalnum())
    return hashlib.md5(words.encode()).hexdigest()[:10]


def note_for(text):
    return notes().get(key(text))
