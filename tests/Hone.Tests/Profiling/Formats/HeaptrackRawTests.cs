using System.Globalization;
using System.Text;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

public sealed class HeaptrackRawTests
{
    private const string Head = "v 10400 3\nx 9 /bin/prog\nX /bin/prog a\nI 1000 5e298d\nm 1 -\nm 1 x 400000 0 1000 2000 1000\nm c /lib/libc.so 7f0000 0 800\n";

    private const string Sound = Head
        + "t 401000 0\nt 402010 1\n+ 64 2 1000\n+ a 1 2000\n- 1000\nt 7f0010 2\n+ 100 3 3000\n- 3000\nc a\nR 10\n+ 20 2 1000\nc 14\nR 12\n";

    [Fact]
    public void Costs_of_each_trace_are_summed_as_heaptrack_defines_them()
    {
        HeaptrackRecording recording = Read(Sound);

        Assert.Empty(recording.Notes);
        Assert.Equal("/bin/prog", recording.Executable);
        Assert.Equal("1.4.0", recording.Version);
        Assert.Equal(6, recording.Events);
        Assert.Equal(new HeapCost(1, 10, 0, 10, 10), recording.Traces[1].Cost);
        Assert.Equal(new HeapCost(2, 0x64 + 0x20, 0, 0x20, 0), recording.Traces[2].Cost);
        Assert.Equal(new HeapCost(1, 0x100, 1, 0, 0x100), recording.Traces[3].Cost);
        Assert.Equal(new HeapCost(4, 10 + 0x64 + 0x20 + 0x100, 1, 42, 10 + 0x100), recording.Total);
    }

    [Fact]
    public void Addresses_are_placed_in_the_segments_that_were_loaded_at_the_time()
    {
        HeaptrackRecording recording = Read(Head + "t 402010 0\nt 7f0010 1\nt 401800 1\nm 1 -\nm b /lib/new.so 7f0000 0 800\nt 7f0010 1\nR 1\n");

        Assert.Equal(new HeaptrackSegment("/bin/prog", 0x400000, 0x402000, 0x1000), recording.Segments[recording.Traces[1].Segment]);
        Assert.Equal("/lib/libc.so", recording.Segments[recording.Traces[2].Segment].Path);
        Assert.Equal(-1, recording.Traces[3].Segment);
        Assert.Equal("/lib/new.so", recording.Segments[recording.Traces[4].Segment].Path);
    }

    [Fact]
    public void A_command_line_with_line_feeds_does_not_fake_events()
    {
        HeaptrackRecording recording = Read(Head.Replace("prog a\n", "prog -c a\n+ 10 0 5\nt 1 0\n", StringComparison.Ordinal) + "t 401000 0\n+ 10 1 10\nR 1\n");

        Assert.Empty(recording.Notes);
        Assert.Equal(2, recording.Traces.Count);
        Assert.Equal(1, recording.Total.Allocations);
    }

    [Fact]
    public void A_recording_that_breaks_off_gives_what_it_held_and_says_so()
    {
        HeaptrackRecording recording = Read(Sound[..Sound.IndexOf("- 3000", StringComparison.Ordinal)] + "- 30");

        Assert.Equal(3, recording.Total.Allocations);
        Assert.Equal(10 + 0x100, recording.Total.Leaked);
        Assert.Contains("breaks off", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_lines_are_passed_over_and_counted()
    {
        HeaptrackRecording recording = Read(Sound.Replace("+ a 1 2000", "+ a 99 2000\n+ zz 1 1\n?? 1\n- ", StringComparison.Ordinal));

        Assert.Equal(3, recording.Total.Allocations);
        Assert.StartsWith("4 lines", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_recording_in_the_same_file_is_not_mixed_with_the_first()
    {
        HeaptrackRecording recording = Read(Sound + Sound);

        Assert.Equal(4, recording.Total.Allocations);
        Assert.Contains("begins anew", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_agree_with_a_plain_model_over_many_random_events()
    {
        Random random = new(7);
        StringBuilder text = new(Head);
        Dictionary<ulong, (long Size, int Trace)> live = [];
        List<ulong> pointers = [];
        const int traces = 50;
        long[] bytes = new long[traces + 1], count = new long[traces + 1], temporary = new long[traces + 1], current = new long[traces + 1];
        long[] peak = new long[traces + 1];
        for (int i = 1; i <= traces; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"t {i:x} {random.Next(i):x}\n");
        }

        long alive = 0, highest = 0;
        ulong last = 0;
        for (int i = 0; i < 60_000; i++)
        {
            bool grow = random.Next(60_000) > i;
            if (grow || pointers.Count == 0)
            {
                ulong pointer = (ulong)random.Next(1, 4000) * 16;
                int trace = random.Next(1, traces + 1);
                long size = random.Next(1, 1000);
                text.Append(CultureInfo.InvariantCulture, $"+ {size:x} {trace:x} {pointer:x}\n");
                if (live.TryAdd(pointer, (size, trace)))
                {
                    pointers.Add(pointer);
                }

                live[pointer] = (size, trace);
                count[trace]++;
                bytes[trace] += size;
                current[trace] += size;
                alive += size;
                last = pointer;
                if (alive > highest)
                {
                    highest = alive;
                    current.CopyTo(peak, 0);
                }
            }
            else
            {
                int at = random.Next(3) == 0 ? pointers.Count - 1 : random.Next(pointers.Count);
                ulong pointer = pointers[at];
                pointers.RemoveAt(at);
                text.Append(CultureInfo.InvariantCulture, $"- {pointer:x}\n");
                (long size, int trace) = live[pointer];
                live.Remove(pointer);
                current[trace] -= size;
                alive -= size;
                temporary[trace] += pointer == last ? 1 : 0;
                last = 0;
            }
        }

        HeaptrackRecording recording = Read(text.Append("R 1\n").ToString());

        Assert.Empty(recording.Notes);
        Assert.True(temporary.Sum() > 100);
        for (int i = 1; i <= traces; i++)
        {
            Assert.Equal(new HeapCost(count[i], bytes[i], temporary[i], current[i], peak[i]), recording.Traces[i].Cost);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3, 7, 50)]
    [InlineData(64, 1)]
    public void Pieces_of_any_size_read_the_same(params int[] sizes)
    {
        HeaptrackRaw raw = new();
        TextDamage.InPieces(Encoding.UTF8.GetBytes(Sound), sizes, piece => raw.Feed(piece.Span));
        HeaptrackRecording recording = raw.Finish();

        Assert.Equal(Read(Sound).Traces, recording.Traces);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void Numbers_of_any_length_and_letters_read_the_same_at_once_and_byte_by_byte()
    {
        Random random = new(11);
        string Number()
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, random.Next(8) == 0 ? 19 : 14)).Select(_ => "0123456789abcdef"[random.Next(16)]));
            return random.Next(20) switch { 0 => digits.ToUpperInvariant(), 1 => digits + "g", 2 => "", 3 => digits + "/", 4 => digits + "é", _ => digits };
        }

        StringBuilder text = new(Head + "t 401000 0\nt 402010 1\n");
        for (int i = 0; i < 20_000; i++)
        {
            text.Append(random.Next(2) == 0 ? $"+ {(random.Next(3) == 0 ? Number() : "1f")} {random.Next(3)} {Number()}\n" : $"- {Number()}\n");
            text.Append(random.Next(50) == 0 ? "\n" : random.Next(50) == 0 ? "c 1\n" : "");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.Append("R 1\n").ToString());
        HeaptrackRaw slow = new();
        TextDamage.InPieces(bytes, [1], piece => slow.Feed(piece.Span));
        HeaptrackRecording expected = slow.Finish();
        HeaptrackRecording recording = HeaptrackRaw.Read(new MemoryStream(bytes));

        Assert.InRange(expected.Total.Allocations, 5_000, 10_000);
        Assert.Equal(expected.Traces, recording.Traces);
        Assert.Equal(expected.Events, recording.Events);
        Assert.Equal(expected.Notes, recording.Notes);
    }

    [Fact]
    public void Two_thousand_damaged_recordings_end_in_a_result()
    {
        int partial = 0;
        foreach (byte[] bytes in TextDamage.Of(Encoding.UTF8.GetBytes(Sound), 2000))
        {
            HeaptrackRaw raw = new();
            TextDamage.InPieces(bytes, [5, 17, 64], piece => raw.Feed(piece.Span));
            HeaptrackRecording recording = raw.Finish();
            ProfileBuilder profile = new(ProfileKind.Allocation, HeaptrackProfile.Metrics);
            HeaptrackProfile.Add(profile, recording, (segment, address) => [new Frame(address.ToString("x", CultureInfo.InvariantCulture), segment?.Path ?? "", FrameOrigin.Native)]);

            Assert.Equal(recording.Total.Bytes, profile.Build("", "", []).Total());
            Assert.True(recording.Total.Bytes >= 0 && recording.Total.Peak >= 0);
            partial += recording.Notes.Count > 0 ? 1 : 0;
        }

        Assert.InRange(partial, 500, 2000);
    }

    [Fact]
    public void Sizes_beyond_any_machine_end_the_reading_instead_of_the_sums()
    {
        StringBuilder text = new(Head + "t 401000 0\n");
        for (int i = 1; i <= 3_000_000; i++)
        {
            text.Append("+ ffffffffff 1 10\n");
        }

        HeaptrackRecording recording = Read(text.ToString());

        Assert.True(recording.Total.Bytes > 0);
        Assert.Contains(recording.Notes, note => note.Contains("more than any machine has", StringComparison.Ordinal));
    }

    private static HeaptrackRecording Read(string text) => HeaptrackRaw.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
