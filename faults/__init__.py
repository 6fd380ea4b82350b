"""The faults of TRUST.md, section 4, tried many times: ``make faults``. No part of the product."""
