# Makes oracle.csv, the numbers that tests/survey/test_against_r.py expects:
#   Rscript tests/survey/r/oracle.R tests/survey/r
# Debian: r-base-core, r-cran-survey. Needed only to make the file again, not to run the tests.
suppressPackageStartupMessages(library(survey))
set.seed(20200611)
folder <- commandArgs(trailingOnly = TRUE)[1]
found <- data.frame(case = character(), value = character())
put <- function(case, value) {
  found[nrow(found) + 1, ] <<- list(case, format(unname(value), digits = 15, scientific = FALSE, trim = TRUE))
}
test <- function(case, result, parameter = NULL) {
  if (!is.null(result$statistic)) put(paste0(case, ".statistic"), result$statistic)
  if (!is.null(parameter)) put(paste0(case, ".df"), parameter)
  put(paste0(case, ".p"), result$p.value)
}

# Shares
test("two_shares", prop.test(c(38, 94), c(138, 426), correct = FALSE))
for (x in c(0, 1, 28, 138)) {
  interval <- prop.test(x, 138, correct = FALSE)$conf.int
  put(paste0("wilson_", x, ".low"), interval[1])
  put(paste0("wilson_", x, ".high"), interval[2])
}

# Tables
fig5 <- rbind(c(14, 24, 33, 31, 19, 17), c(22, 72, 115, 124, 73, 20))
result <- chisq.test(fig5, correct = FALSE)
test("chisq_large", result, result$parameter)
put("chisq_large.v", sqrt(result$statistic / sum(fig5)))
test("chisq_simulated", chisq.test(rbind(c(3, 9, 4), c(7, 5, 2)), simulate.p.value = TRUE, B = 1000000))
test("fisher", fisher.test(rbind(c(3, 9), c(7, 4))))
result <- chisq.test(c(235, 668), p = c(542, 1762) / 2304)
test("fit", result, result$parameter)

# Pairs
test("mcnemar", mcnemar.test(rbind(c(40, 12), c(25, 30)), correct = FALSE))
test("mcnemar_exact", binom.test(4, 15))
put("holm", paste(p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"), collapse = " "))

# Means
frame <- read.csv(file.path(folder, "frame.csv"))
result <- t.test(frame$score)
put("t_interval.low", result$conf.int[1])
put("t_interval.high", result$conf.int[2])
result <- t.test(frame$score, frame$score_after, paired = TRUE)
test("t_paired", result, result$parameter)
result <- t.test(score ~ type, frame)
test("t_welch", result, result$parameter)

# Weights: linearised variances of the survey package
design <- svydesign(ids = ~1, weights = ~weight, data = frame)
both <- svymean(~ yes + score, design)
put("weighted.share", coef(both)["yes"])
put("weighted.share_se", SE(both)["yes"])
put("weighted.mean", coef(both)["score"])
put("weighted.mean_se", SE(both)["score"])
groups <- svyby(~yes, ~type, design, svymean)
for (key in c("a", "b")) {
  put(paste0("weighted.share_", key), groups[key, "yes"])
  put(paste0("weighted.share_", key, "_se"), groups[key, "se"])
}
corrected <- svydesign(ids = ~1, data = frame, fpc = rep(150, nrow(frame)))
put("fpc.share_se", SE(svymean(~yes, corrected)))

# Raking to the population's margins
simple <- svydesign(ids = ~1, data = frame, weights = rep(1, nrow(frame)))
raked <- rake(
  simple,
  list(~type, ~service),
  list(data.frame(type = c("a", "b"), Freq = c(30, 30)),
       data.frame(service = c("x", "y", "z"), Freq = c(24, 21, 15))),
  control = list(maxit = 500, epsilon = 1e-12)
)
weight <- weights(raked)
put("rake.first", weight[1])
put("rake.last", weight[60])
put("rake.deff", length(weight) * sum(weight^2) / sum(weight)^2)
put("rake.share", coef(svymean(~yes, raked)))

write.csv(found, file.path(folder, "oracle.csv"), row.names = FALSE, quote = FALSE)
