namespace Hone.Tests.Equivalence.Normalisers;

/// <summary>What each kind of token is, and what looks like it and is not.</summary>
public sealed class TokenKindsTests
{
    [Theory]
    [InlineData("timestamp", "at 2026-11-27T11:24:41.123Z.", "at ⟨2026-11-27T11:24:41.123Z⟩.")]
    [InlineData("timestamp", "at 2026-11-27 11:24:41,5 +0200 x", "at ⟨2026-11-27 11:24:41,5 +0200⟩ x")]
    [InlineData("timestamp", "on 2026/11/27, and 20261127T112441", "on ⟨2026/11/27⟩, and ⟨20261127T112441⟩")]
    [InlineData("timestamp", "Fri, 27 Nov 2026 11:24:41 GMT", "⟨Fri, 27 Nov 2026 11:24:41 GMT⟩")]
    [InlineData("timestamp", "Fri Nov 27 11:24:41 UTC 2026!", "⟨Fri Nov 27 11:24:41 UTC 2026⟩!")]
    [InlineData("timestamp", "Nov  7 11:24:41 host", "⟨Nov  7 11:24:41⟩ host")]
    [InlineData("timestamp", "Nov 27, 2026 and 11:24:41.5 and 3:04:05 PM", "⟨Nov 27, 2026⟩ and ⟨11:24:41.5⟩ and ⟨3:04:05 PM⟩")]
    [InlineData("timestamp", "1764242681 1764242681.25 1764242681123", "⟨1764242681⟩ ⟨1764242681.25⟩ ⟨1764242681123⟩")]
    [InlineData("timestamp", "v2026.11 2026-13-01 x2026-11-27 17642426 4:05", "v2026.11 2026-13-01 x2026-11-27 17642426 4:05")]
    [InlineData("timestamp", "Monday March Nov", "Monday March Nov")]
    [InlineData("duration", "took 1.5 ms, 12µs, 3 seconds and 1m30s", "took ⟨1.5 ms⟩, ⟨12µs⟩, ⟨3 seconds⟩ and ⟨1m30s⟩")]
    [InlineData("duration", "0:01.25 00:00:01.2500000 1e-05 s", "⟨0:01.25⟩ ⟨00:00:01.2500000⟩ ⟨1e-05 s⟩")]
    [InlineData("duration", "12 mice, 5 m away, 3 sheep, 7x, a5ms", "12 mice, 5 m away, 3 sheep, 7x, a5ms")]
    [InlineData("address", "at 0x7ffe12ab, 0xC0FFEE00.", "at ⟨0x7ffe12ab⟩, ⟨0xC0FFEE00⟩.")]
    [InlineData("address", "0x1f 0x123456789abcdef01 0xnope a0x7ffe12ab", "0x1f 0x123456789abcdef01 0xnope a0x7ffe12ab")]
    [InlineData("pid", "pid 1234, PID=99, sshd[4711]: process 7 /proc/12/maps", "pid ⟨1234⟩, PID=⟨99⟩, sshd[⟨4711⟩]: process ⟨7⟩ /proc/⟨12⟩/maps")]
    [InlineData("pid", "rapid: 12 items, 1234, [1234], a[3] = 5", "rapid: 12 items, 1234, [1234], a[⟨3⟩] = 5")]
    [InlineData("port", "127.0.0.1:8080 [::1]:443 port 9000", "127.0.0.1:⟨8080⟩ [::1]:⟨443⟩ port ⟨9000⟩")]
    [InlineData("port", "70000 a:99999 8080", "70000 a:99999 8080")]
    [InlineData("uuid", "id 018f4e6c-7b3a-7c11-9f00-0123456789AB.", "id ⟨018f4e6c-7b3a-7c11-9f00-0123456789AB⟩.")]
    [InlineData("uuid", "018f4e6c-7b3a-7c11-9f00-0123456789ABC 018f4e6c7b3a7c119f000123456789ab", "018f4e6c-7b3a-7c11-9f00-0123456789ABC 018f4e6c7b3a7c119f000123456789ab")]
    [InlineData("temp-path", "'/tmp/tmp.x8d9/report.txt' /scratch/tmp/ab", "'⟨/tmp/tmp.x8d9⟩/report.txt' ⟨/scratch/tmp/ab⟩")]
    [InlineData("temp-path", "/tmp/ a/tmp/x ./tmp/x /temp/x", "/tmp/ a/tmp/x ./tmp/x /temp/x")]
    [InlineData("home-path", "/home/ada/x /scratch/another-home/y /home/bob /root/z", "⟨/home/ada⟩/x ⟨/scratch/another-home⟩/y ⟨/home/bob⟩ ⟨/root⟩/z")]
    [InlineData("home-path", "/scratch/another-homestead /rooted /home/", "/scratch/another-homestead /rooted /home/")]
    [InlineData("float", "1.5 -2e-3 .5 nan -inf 3 1.2.3 v1.5", "⟨1.5⟩ ⟨-2e-3⟩ ⟨.5⟩ ⟨nan⟩ ⟨-inf⟩ 3 1.2.3 v1.5")]
    [InlineData("float", "range 1.5-2.5, banana, infinite", "range ⟨1.5⟩-⟨2.5⟩, banana, infinite")]
    public void Tokens_are_found_where_they_are_and_nowhere_else(string kind, string text, string marked) => Assert.Equal(marked, Reads.Marked(kind, text));

    [Fact]
    public void The_normaliser_that_stands_first_wins_and_what_it_took_is_not_looked_at_again()
    {
        Assert.Equal("⟨2026-11-27 11:24:41⟩", Reads.Marked("timestamp duration", "2026-11-27 11:24:41"));
        Assert.Equal("⟨/tmp/4711-018f4e6c-7b3a-7c11-9f00-0123456789ab⟩/x", Reads.Marked("temp-path uuid", "/tmp/4711-018f4e6c-7b3a-7c11-9f00-0123456789ab/x"));
    }
}
