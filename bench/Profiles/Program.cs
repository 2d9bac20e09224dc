using Hone.Bench;

return args switch
{
    ["generate", string file] => ScriptText.Generate(file, samples: 228_565),
    ["generate", string file, string samples] => ScriptText.Generate(file, int.Parse(samples, System.Globalization.CultureInfo.InvariantCulture)),
    ["fold", string file, string folded] => Work.Fold(file, folded),
    ["graph", string file, string svg] => Work.Graph(file, svg),
    ["perfdata", string file, string folded, .. string[] options] => Work.PerfData(file, folded, options),
    ["heap", string file] => Work.Heap(file),
    ["same", string one, string other] => FoldedSets.Compare(one, other),
    ["run", string runs, .. string[] argv] => Runs.Measure(int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture), argv),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("profiles generate FILE [SAMPLES] | fold FILE FOLDED | graph FOLDED SVG | perfdata FILE FOLDED [inlines] | heap FILE | same FOLDED FOLDED | run RUNS PROGRAM …");
    return 2;
}
