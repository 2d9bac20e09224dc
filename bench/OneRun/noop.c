/* The smallest program: what is left of a run's time is the price of running it. */
int main(void)
{
    return 0;
}
