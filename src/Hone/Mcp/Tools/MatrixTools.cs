using Hone.Cli.Commands;

namespace Hone.Cli.Mcp.Tools;

/// <summary><c>hone matrix</c> and <c>hone matrix show</c>.</summary>
internal static class MatrixTools
{
    private const string Row = "row";
    private const string Top = "top";
    private const int MostRows = 1000;

    public static McpTool Matrix() => new(
        "matrix",
        "The opportunity matrix",
        ToolEffect.Looks,
        "Every opportunity, the best score first: workload, kind of profile, function, lever, bound, impact, confidence, effort, score = impact × confidence / effort, and whether it is unresolved. As `hone matrix --json`; a row is some 3 kB, so ask for the first few with `top`, and for one with `evidence`.",
        [new(Top, ParameterType.Number, "Only so many rows; all when left out.") { Least = 1, Most = MostRows }],
        call =>
        {
            MatrixDocument matrix = MatrixDocument.From(call.Read().View);
            return ToolAnswer.Of(call.Arguments.Number(Top) is int top ? matrix with { Rows = [.. matrix.Rows.Take(top)] } : matrix, ViewJson.Default.MatrixDocument);
        });

    public static McpTool Evidence() => new(
        "evidence",
        "The evidence of one opportunity",
        ToolEffect.Looks,
        "One row of the matrix with everything behind it: the evidence tuple (workload, profile, commit, host, share with interval, samples), the bound, what each rule of its lever read, chance and forecast, and what was promised of it. As `hone matrix show ROW --json`.",
        [new(Row, ParameterType.Text, "The row's id, such as cpu-3fa2c1; `matrix` lists them.") { IsRequired = true }],
        call =>
        {
            PhaseReading reading = call.Read();
            return ToolAnswer.Of(RowDocument.From(reading.View, MatrixCommand.Find(reading.View, call.Arguments.Text(Row)!)), ViewJson.Default.RowDocument);
        })
    {
        Schema = new(() => OutputSchema.Of(ViewJson.Default.RowDocument)),
    };
}
