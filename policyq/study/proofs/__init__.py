"""Draws of lotteries checked: `policyq.study.proofs.proof` checks, `…written` says what it found."""

from policyq.study.proofs.proof import Checked as Checked
from policyq.study.proofs.proof import Claim as Claim
from policyq.study.proofs.proof import Fault as Fault
from policyq.study.proofs.proof import check as check
