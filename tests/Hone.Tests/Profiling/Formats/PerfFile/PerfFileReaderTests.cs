using Hone.Problems;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Tests.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.PerfFile;

public sealed class PerfFileReaderTests
{
    [Fact]
    public void A_recording_of_a_dotnet_program_is_named_by_the_trace_of_the_same_run()
    {
        PerfRecording recording = PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData));
        MethodMap methods = TraceFixture.Methods(TraceFixture.Burn);
        Assert.Empty(recording.Notes);
        Assert.Equal(0, recording.Lost);
        Assert.InRange(recording.Samples, 150, 400); // 0.4 s and the start, at 499 Hz
        Assert.Equal(recording.Samples, recording.Stacks.Sum(static stack => stack.Samples));
        long wrong = 0;
        long managed = 0;
        long crush = 0;
        foreach (StackSamples stack in recording.Stacks)
        {
            PerfProgram program = recording.Programs[stack.Program];
            foreach (ulong address in stack.Addresses)
            {
                PerfMapping mapping = program.Mappings.LastOrDefault(mapping => address >= mapping.Start && address < mapping.End);
                bool code = mapping.Path is not null && (mapping.Path.Contains("doublemapper", StringComparison.Ordinal) || mapping.Path.EndsWith(".dll", StringComparison.Ordinal));
                bool named = methods.Find(address - 1) is not null;
                managed += code ? stack.Samples : 0;
                wrong += named && !code ? stack.Samples : 0;
            }

            crush += methods.Find(stack.Addresses[0])?.Name == "Profiled.Mill<T>.Crush" ? stack.Samples : 0;
        }

        Assert.Equal(0, wrong);
        Assert.True(managed > recording.Samples);
        Assert.InRange((double)crush / recording.Samples, 0.5, 0.95);
    }

    [Fact]
    public void Periods_add_up_to_the_time_sampled()
    {
        PerfRecording recording = PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData));
        double each = (double)recording.Stacks.Sum(static stack => stack.Period) / recording.Samples;
        Assert.Equal(1e9 / 499, each, 1e9 / 499 * 0.001);
    }

    [Fact]
    public void The_classifier_divides_samples_and_leaves_some_out()
    {
        long all = PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData)).Samples;
        int number = 0;
        PerfRecording recording = PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData), (in PerfSample sample) =>
        {
            Assert.True(sample is { ProcessId: > 0, ThreadId: > 0, Nanoseconds: > 0 });
            return (number++ % 3) - 1;
        });
        Assert.Equal(all, recording.Samples);
        Assert.Equal(all / 3.0, recording.Stacks.Where(static stack => stack.Class == 1).Sum(static stack => stack.Samples), 1.0);
        Assert.Equal(all * 2 / 3.0, recording.Stacks.Sum(static stack => stack.Samples), 1.0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PERFILE2")]
    [InlineData("PERFILE2 but then nothing that makes sense to anybody, over more than a hundred and four bytes of plain text in all")]
    [InlineData("Nettrace")]
    public void What_is_no_recording_is_a_problem(string text)
    {
        ProblemException error = Assert.Throws<ProblemException>(() => PerfFileReader.Read(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))));
        Assert.Equal("perf-data-format", error.Problem.Rule);
    }

    [Fact]
    public void A_recording_that_perf_did_not_close_is_read_as_far_as_it_goes()
    {
        byte[] bytes = [.. TraceFixture.PerfData];
        bytes.AsSpan(48, 8).Clear(); // the size of the data, which perf writes last
        PerfRecording recording = PerfFileReader.Read(new MemoryStream(bytes[..(bytes.Length * 3 / 4)]));
        Assert.InRange(recording.Samples, 50, PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData)).Samples - 1);
        Assert.Contains(recording.Notes, static note => note.StartsWith("perf was ended before", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_recordings_neither_crash_nor_hang()
    {
        int problems = 0;
        long samples = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            try
            {
                samples += PerfFileReader.Read(new MemoryStream(Mutation.Of(TraceFixture.PerfData, new Random(seed)))).Samples;
            }
            catch (ProblemException)
            {
                problems++;
            }
        }

        Assert.InRange(problems, 1, 1999);
        Assert.True(samples > 0);
    }
}
