/** @file The thresholds of a decision. They stand on screen beside what they are compared with. */

/**
 * Greatest typical error of a score (root mean square over the solvers, in points of the metric) with which a set may report
 * scores. About 64 real rows err as much at an accuracy of 80% (.4 / sqrt(64) = .05), which is a small but usual test set;
 * a smaller tolerance could not be met with some hundred rows a set, whose sampling alone adds .02 to .03. It is the same for
 * every metric with a bound: a share of right answers, an F1, points of a correlation (a Pearson of .80 read as .85 is
 * 72% instead of 64% of the variance). Mean squared error has no bound and no tolerance.
 */
export const scoreTolerance = 0.05;

/**
 * Greatest loss of rank correlation against half of the real rows with which a set may rank systems. With ten systems, one
 * swap of neighbours costs .012: a tenth is some eight swaps, or one system put four places off.
 */
export const rankTolerance = 0.1;

/**
 * Greatest difference of panel-mean recall within one label. Wider than for scores: a label has few rows, and errors of
 * labels partly cancel in the score of the set.
 */
export const labelTolerance = 0.1;

/** How far label agreement may lie below the classifier's own accuracy on real rows: more doubtful labels than that. */
export const agreementTolerance = 0.1;

/**
 * Independent rows of a label, real and synthetic, below which alike is not shown. A kind of row that makes up a tenth of
 * the label (labelTolerance) is in 25 rows with a chance of 93%: .9 to the 25th is .07.
 */
export const leastLabelRows = 25;

/** Independent rows of a set below which no score is judged: the 95% interval of an accuracy is wider than ± .14. */
export const leastRows = 30;

/** Systems below which a panel does not stand for others: with four no ranking reaches p < .05. */
export const leastSolvers = 5;
