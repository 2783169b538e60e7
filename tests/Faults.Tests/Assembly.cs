// What one test measures, another one must not disturb.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
