"""The ear: text in, `Understanding` out; the interpreter that lives in the process itself.

It is as quiet as the rest of `dialogue`: arrays and word lists are handed in, parsing touches no file and no network.
A linear model over character and word pieces was chosen over neural ones because it learns from the sentences in
seconds, answers in a fraction of a millisecond and gave the same accuracy on our four languages at a hundredth of the
memory. scikit-learn only teaches (`bot.training`); serving is NumPy, since scikit-learn's own prediction cost ten
times the time and its import more than a second.
"""
