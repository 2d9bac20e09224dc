using System.Text;
using CsCheck;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Measurement.Comparing.Formats;

namespace Hone.Tests.Measurement.Comparing;

public sealed class HyperfineExportTests
{
    // Written by hyperfine 1.15.0: hyperfine -N -r 2 -L n 1,2 --export-json … 'sleep 0.{n}'
    private const string Written =
        """
        {
          "results": [
            {
              "command": "sleep 0.1",
              "mean": 0.10483939,
              "stddev": 0.00012428674471559202,
              "median": 0.10483939,
              "user": 0.0008675,
              "system": 0.0,
              "min": 0.10475150600000001,
              "max": 0.104927274,
              "times": [ 0.10475150600000001, 0.104927274 ],
              "exit_codes": [ 0, 0 ],
              "parameters": { "n": "1" }
            },
            {
              "command": "sleep 0.2",
              "mean": 0.202402345,
              "stddev": 0.0019120634053759863,
              "median": 0.202402345,
              "user": 0.0008935,
              "system": 0.0,
              "min": 0.201050312,
              "max": 0.203754378,
              "times": [ 0.203754378, 0.201050312 ],
              "exit_codes": [ 0, null ],
              "parameters": { "n": "2" }
            }
          ]
        }
        """;

    [Fact]
    public void What_hyperfine_wrote_is_read_to_the_nanosecond()
    {
        MeasuredCommand[] commands = [.. HyperfineExport.Read(Encoding.UTF8.GetBytes(Written))!.Commands(0)];
        Assert.Equal(["A", "B"], commands.Select(command => command.Name));
        Assert.Equal("sleep 0.2", commands[1].Command);
        Assert.Equal([203754378, 201050312], commands[1].Values(Metric.Wall));
        Assert.Equal([0, null], commands[1].Exits);
        Assert.Equal("2", commands[1].Parameters["n"]);
        Assert.Null(commands[1].PeakRssBytes);
        Assert.Null(commands[1].Quantile(Metric.Cpu, 0.5));
    }

    [Fact]
    public void What_was_read_is_written_with_the_same_figures()
    {
        HyperfineExport read = HyperfineExport.Read(Encoding.UTF8.GetBytes(Written))!;
        HyperfineExport again = HyperfineExport.Read(HyperfineExport.From(read.Commands(0)).Write())!;
        foreach ((HyperfineResult first, HyperfineResult second) in read.Results.Zip(again.Results))
        {
            Assert.Equal(first.Mean, second.Mean, 1e-9);
            Assert.Equal(first.Stddev!.Value, second.Stddev!.Value, 1e-9);
            Assert.Equal(first.Median, second.Median, 1e-9);
            Assert.Equal(first.User, second.User, 1e-9);
            Assert.Equal(first.Min, second.Min, 1e-9);
            Assert.Equal(first.Max, second.Max, 1e-9);
            Assert.Equal(first.ExitCodes, second.ExitCodes);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"results\":[]}")]
    [InlineData("{\"results\":[null]}")]
    [InlineData("{\"results\":[{\"command\":\"a\"}]}")]
    [InlineData("{\"results\":[{\"command\":\"a\",\"times\":[-1]}]}")]
    [InlineData("{\"results\":[{\"command\":\"a\",\"times\":[1e300]}]}")]
    [InlineData("{\"results\":[{\"command\":null,\"times\":[1]}]}")]
    public void What_is_no_export_is_not_read(string text) => Assert.Null(HyperfineExport.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_damaged_export_is_read_or_refused() => Gen.Select(Gen.Int[0, Written.Length - 1], Gen.Int[0, 20], Gen.OneOf("", "0", "null", "[", "}", "-1", "1e400", "\"")).Sample((at, removed, put) =>
    {
        string text = Written.Remove(at, Math.Min(removed, Written.Length - at)).Insert(at, put);
        foreach (MeasuredCommand command in HyperfineExport.Read(Encoding.UTF8.GetBytes(text))?.Commands(0) ?? [])
        {
            Assert.NotEmpty(command.Runs);
        }
    });
}
