using Hone.Linux.Profilers.Python;

namespace Hone.Tests.Profilers;

public sealed class RestlessnessTests
{
    [Fact]
    public void A_thread_that_can_be_read_is_never_held()
    {
        Restlessness thread = new();
        for (int i = 0; i < 1000; i++)
        {
            Assert.False(thread.ShouldHold);
            thread.Add(failed: false);
        }
    }

    [Fact]
    public void One_that_cannot_is_held_but_for_one_sample_in_fifty()
    {
        Restlessness thread = new();
        int held = 0;
        for (int i = 0; i < 5000; i++)
        {
            bool hold = thread.ShouldHold;
            held += hold ? 1 : 0;
            if (!hold)
            {
                thread.Add(failed: true);
            }
        }

        Assert.InRange(held, 4800, 4950);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(20, 49)]
    public void One_that_comes_to_rest_is_let_go_and_after_a_single_failure_soon(int failures, int heldSamples)
    {
        Restlessness thread = new();
        for (int i = 0; i < failures; i++)
        {
            thread.Add(failed: true);
        }

        int samples = 0;
        while (thread.ShouldHold)
        {
            samples++;
        }

        // Tried without being held, it could be read: again and again until it counts as quiet.
        for (int i = 0; i < 30; i++)
        {
            thread.Add(failed: false);
        }

        Assert.Equal(heldSamples, samples);
        Assert.False(thread.ShouldHold);
    }
}
