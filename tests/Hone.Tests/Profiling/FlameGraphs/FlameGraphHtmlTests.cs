using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;

namespace Hone.Tests.Profiling.FlameGraphs;

public sealed partial class FlameGraphHtmlTests
{
    [Fact]
    public void Its_boxes_are_those_of_the_layout() =>
        Stacks.Random.Sample(profile =>
        {
            FlameGraphOptions options = FlameGraphHtml.Options("t", rootOnTop: false);
            FlameGraphLayout layout = FlameGraphLayout.Of(profile, options);
            string page = Page(profile);
            JsonElement data = JsonDocument.Parse(Between(page, "<script id=\"data\" type=\"application/json\">")).RootElement;
            byte[] bytes = Convert.FromBase64String(Between(page, "<script id=\"boxes\" type=\"application/octet-stream\">"));
            string[] names = [.. data.GetProperty("names").EnumerateArray().Select(name => name.GetString()!)];
            long unit = data.GetProperty("unit").GetInt64();
            int at = 0;
            int depth = 0;
            Assert.Equal(layout.Boxes.Count, data.GetProperty("count").GetInt32());
            foreach (FlameBox box in layout.Boxes)
            {
                long frame = Number(bytes, ref at);
                depth = box.Depth == 0 ? 0 : depth + 1 - (int)Number(bytes, ref at);
                Assert.Equal(box.Depth, depth);
                Assert.Equal(box.Frame < 0 ? "" : profile.Frames[box.Frame].Function, frame == 0 ? "" : names[frame - 1]);
                Assert.Equal(box.Weight, Number(bytes, ref at) * unit);
            }

            Assert.Equal(bytes.Length, at);
        });

    [Fact]
    public void Nothing_but_its_own_script_may_run_and_nothing_is_loaded()
    {
        string page = Page(Stacks.Many(300));
        Match policy = Policy().Match(page);
        Assert.True(policy.Success);
        Assert.Equal(policy.Groups[1].Value, Hash(Between(page, "<script>")));
        Assert.Equal(policy.Groups[2].Value, Hash(Between(page, "<style>")));
        foreach (string forbidden in new[] { "http:", "https:", "src=", "href", "url(", "import ", "fetch(", "innerHTML", "eval(" })
        {
            Assert.DoesNotContain(forbidden, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_never_become_markup() =>
        Gen.OneOf(Stacks.OneOf("</script><script>alert(1)</script>", "<!--", "]]>", "<img onerror=alert(1)>", "&lt;", "\u2028", "\ud800", "'\"><b>"), Gen.String).Array[1, 5].Sample(names =>
        {
            ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Samples);
            foreach (string name in names)
            {
                builder.AddStack([new Frame(name, name, FrameOrigin.Native, new SourceLocation(name, 3))], 10);
            }

            string page = Page(builder.Build("test", "test", []), names[0]);
            Assert.Equal(3, Regex.Count(page, "<script"));
            Assert.Equal(3, Regex.Count(page, "</script"));
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
            using JsonDocument data = JsonDocument.Parse(Between(page, "<script id=\"data\" type=\"application/json\">"));
        });

    [Fact]
    public void A_hundred_thousand_boxes_take_less_than_two_megabytes() =>
        Assert.InRange(Page(Stacks.Many(137_000)).Length, 200_000, 2_000_000);

    private static string Page(Profile profile, string title = "t")
    {
        using MemoryStream bytes = new();
        FlameGraphOptions options = FlameGraphHtml.Options(title, rootOnTop: false);
        FlameGraphHtml.Render(FlameGraphLayout.Of(profile, options), options, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Between(string page, string opening)
    {
        int from = page.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return page[from..page.IndexOf("</", from, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static long Number(byte[] bytes, ref int at)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (long)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }

    [GeneratedRegex("default-src 'none'; script-src '(sha256-[^']+)'; style-src '(sha256-[^']+)'")]
    private static partial Regex Policy();
}
