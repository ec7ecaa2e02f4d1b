using System.Globalization;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>How far a job is, in words.</summary>
public static class Progress
{
    private const int TooShortToTell = 3;

    private static long Made(JobView job) => job.Counts.Done + job.Counts.Skipped + job.Counts.Errors;

    /// <summary>Whole per cent, never 100 before the end; empty when the total is unknown.</summary>
    public static string Percent(JobView job)
    {
        if (job.Counts.Total is not (> 0 and { } total)) return "";
        var percent = Math.Min(Made(job) * 100 / total, job.State == JobState.Done ? 100 : 99);
        return percent.ToString(CultureInfo.CurrentCulture) + " %";
    }

    /// <summary>Seconds left at the pace so far, or <c>null</c> when it cannot be told.</summary>
    public static TimeSpan? Left(JobView job, DateTimeOffset now)
    {
        if (job is not { State: JobState.Running, StartedAt: { } started } || job.Counts.Total is not { } total) return null;
        var (made, taken) = (Made(job), now - started);
        return made > 0 && made < total && taken.TotalSeconds > TooShortToTell ? taken * ((double)(total - made) / made) : null;
    }

    public static string Clock(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{time.Minutes}:{time.Seconds:00}";
}
