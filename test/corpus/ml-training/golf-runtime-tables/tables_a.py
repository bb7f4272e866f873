"""Rotary and scale tables, first half."""

ROWS = (
    "DL/zJq4cuVdxz59fYW94/4Pm+f3WIRGVvlX00CIZbinHD1Vi8v1a+eYl2EDhvXWHsAVKRg+hiR1K+EtMfL3TlvT63dNdpSjJ"
    "pHuxeNtzhq5ush7ohN+f6uUV/52vaTmBpi3CgXW61ErZGTIbF9AcJ4gFGbHvDDNNTh9RtTogkPmYioWducLREedZg6rDQMH/"
    "jIJ4w5NhE+cZ+lKuJcsl5RLe5dlAPZX3v0UrJQFOHoG8ZqPfm8+3/iIe1lZkW3hQdq2FcU/fQy/9aBfqpZZ4WfD6TMswZlkn"
    "KgsFzkSHQPZI6ZPa19Sp8xPnneknz3UoGKQhyto8sCJE814EVpBUnpX9oLi3yfzw+g/Z1tzAc6EkBWCtna0nElELWerQFA77"
    "Rd4T7HFY5dCsgfja990h4MF9ia4FgvOhPSoQYnYVsyRNj4vCGv5jGIFOixbYDPrPnqCPmOMIrdC5IErT8EbW/kxdIjNkgjKd"
    "YjFtTtyUeWCCqn5IywHCENdF2VdlT0RSq5g0p1R9RD6vdObvsXALqwqpGSb38g42b/kHxwiC6FiE5yE5R2k2l/eeGBX1wLeJ"
    "sRTb4fqpAnhc8vnRGNCDBLo5rshwtAapO/Ct80BPcwmtskpviSBD9SfeZTtFUjPkEeToVoPQeSV9iECPpo1J1Gl6jLFk0MX1"
    "rPVbFXPRspmKFe1EmACv8wHxrvOuLAsUZ1PW4Itfn+pNAmC/hjh524TqC+4ILAbFthio7Ma1jI9C72G117Sfkj5Jr+CmHR7F"
)
