using Hone.Measurement.Comparing;

namespace Hone.Changes.Runs;

/// <summary>What the timed runs themselves put out, held against the golden output: a program may know that it is timed.</summary>
/// <param name="Compared">Timed runs whose output was compared.</param>
/// <param name="Baseline">Of the baseline's, how many differed.</param>
/// <param name="Candidate">Of the candidate's, how many differed.</param>
/// <param name="BaselineLeft">Of the baseline's, how many left processes behind after the first one had ended.</param>
/// <param name="CandidateLeft">Of the candidate's, how many did.</param>
/// <param name="What">What first differed; null when nothing did.</param>
public sealed record TimedOutputs(int Compared, int Baseline, int Candidate, int BaselineLeft, int CandidateLeft, string? What);

/// <summary>The raw runs of both arms on one workload, in pairs of random order. Command 0 is the baseline, command 1 the candidate.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Pairs">The runs.</param>
/// <param name="Outputs">What they put out.</param>
public sealed record TimedWorkload(string Workload, PairedSamples Pairs, TimedOutputs Outputs);
