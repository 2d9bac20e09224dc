using System.Text;
using System.Text.Json;
using CsCheck;
using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class JsonLineEditTests
{
    private static string Edit(string line, params (string Name, string? Value)[] changes) => Encoding.UTF8.GetString(JsonLineEdit.Apply(
        Encoding.UTF8.GetBytes(line), [.. changes.Select(change => new JsonChange(change.Name, change.Value is null ? null : Encoding.UTF8.GetBytes(change.Value)))]));

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"a":1,"c":3}""")]
    [InlineData("""{"b":2,"c":3}""", """{"c":3}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"b":2}""", "{}")]
    [InlineData("""{ "b" : 2 , "c" : 3 }""" + "\r\n", """{ "c" : 3 }""" + "\r\n")]
    [InlineData("""{"b":[{"b":1}],"b":"}","a":{"b":2}}""", """{"a":{"b":2}}""")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("{ }", "{ }")]
    public void Removing(string line, string expected) => Assert.Equal(expected, Edit(line, ("b", null)));

    [Theory]
    [InlineData("""{"a":1,"b" :  2 ,"c":1.00}""", """{"a":1,"b" :  "x" ,"c":1.00}""")]
    [InlineData("""{"a":1 }""", """{"a":1,"b":"x" }""")]
    [InlineData("{}", """{"b":"x"}""")]
    [InlineData("""{"b":2,"b":3}""", """{"b":"x","b":"x"}""")]
    [InlineData("""{"\u0062":2}""", """{"\u0062":"x"}""")]
    [InlineData("\uFEFF{\"b\":{\"b\":[1,2]}}\n", "\uFEFF{\"b\":\"x\"}\n")]
    public void Setting(string line, string expected) => Assert.Equal(expected, Edit(line, ("b", "\"x\"")));

    [Fact]
    public void Everything_else_keeps_its_bytes()
    {
        byte[] line = [.. "{ \"a\":\"\\u00e9\\/ "u8, 0xFF, .. "\", \"t\":\"2026-01-24T23:16:22.082033241Z\",\"n\":1e400,\"status\":\"open\" , \"z\":null}\r\n"u8];
        byte[] edited = JsonLineEdit.Apply(line, [new JsonChange("status", "\"closed\""u8.ToArray())]);
        byte[] back = JsonLineEdit.Apply(edited, [new JsonChange("status", "\"open\""u8.ToArray())]);
        Assert.Equal(line.Length + 2, edited.Length);
        Assert.Equal(line, back);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1")]
    public void What_is_no_object_is_refused(string line) =>
        Assert.ThrowsAny<JsonException>(() => Edit(line, ("a", "1")));

    [Fact]
    public void Any_object_stays_json_and_keeps_the_other_properties()
    {
        Gen<string> value = Gen.OneOf(Gen.Int.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), Gen.String.Select(s => JsonSerializer.Serialize(s)), Gen.Const("[1, {\"b\": []}]"), Gen.Const("null"));
        Gen<string> space = Gen.Int[0, 2].Select(i => new[] { "", " ", "\t " }[i]);
        Gen<string> property = Gen.Select(Gen.Int[0, 4].Select(i => new[] { "a", "b", "c", "d", "\\u0062" }[i]), value, space, (name, v, s) => $"{s}\"{name}\"{s}:{s}{v}{s}");
        Gen.Select(property.Array[0, 6], Gen.Bool, Gen.Bool).Sample(
            input =>
            {
                string line = "{" + string.Join(',', input.Item1) + "}";
                string edited = Edit(line, ("b", input.Item2 ? "7" : null), ("d", input.Item3 ? "8" : null));
                using JsonDocument before = JsonDocument.Parse(line);
                using JsonDocument after = JsonDocument.Parse(edited);
                string[] kept = [.. before.RootElement.EnumerateObject().Where(p => p.Name is "a" or "c").Select(p => p.Name + p.Value.GetRawText())];
                string[] now = [.. after.RootElement.EnumerateObject().Where(p => p.Name is "a" or "c").Select(p => p.Name + p.Value.GetRawText())];
                Assert.Equal(kept, now);
                Assert.Equal(input.Item2, after.RootElement.TryGetProperty("b", out JsonElement b) && b.GetInt32() == 7);
                Assert.Equal(input.Item3, after.RootElement.TryGetProperty("d", out JsonElement d) && d.GetInt32() == 8);
            },
            iter: 500);
    }
}
