namespace Wisp.Sdk;

/// <summary>Settings of the ISP that every module needs.</summary>
/// <param name="Name">Trade name, shown in the shell and on mails.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case; decides document kinds and taxes.</param>
/// <param name="TimeZone">IANA name; dates of business are days of this zone.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
/// <param name="Language">Default language, <c>es</c> or <c>en</c>.</param>
/// <param name="LogoFile">Id of the logo in the file store, or <c>null</c>.</param>
public sealed record IspSettings(string Name, string Country, string TimeZone, string Currency, string Language, Guid? LogoFile)
{
    /// <summary>What a fresh installation starts with.</summary>
    public static IspSettings Default { get; } = new("Mi ISP", "AR", "America/Argentina/Buenos_Aires", "ARS", "es", null);
}

/// <summary>The ISP and its clock.</summary>
public interface IIsp
{
    /// <summary>The settings, at most a few seconds old.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The settings; defaults where none were saved.</returns>
    ValueTask<IspSettings> SettingsAsync(CancellationToken cancellationToken = default);

    /// <summary>Today in the ISP's time zone.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The business date.</returns>
    ValueTask<DateOnly> TodayAsync(CancellationToken cancellationToken = default);

    /// <summary>An instant as local time of the ISP.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Local date and time.</returns>
    ValueTask<DateTime> LocalAsync(DateTimeOffset instant, CancellationToken cancellationToken = default);
}
