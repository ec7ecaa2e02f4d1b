namespace Wisp.EndToEnd.Tests.Running;

/// <summary>What a person sits at.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Script">Whether scripts run.</param>
/// <param name="Dark">Whether the system asks for dark pages.</param>
/// <param name="Touch">Whether it is held in the hand: a finger instead of a mouse, two dots a pixel, and the page says how wide it is.</param>
public sealed record Device(int Width, int Height, bool Script = true, bool Dark = false, bool Touch = false)
{
    public static Device Desk { get; } = new(1440, 900);

    public static Device Phone { get; } = new(390, 844);

    /// <summary>As small as phones are still sold.</summary>
    public static Device SmallPhone { get; } = new(360, 740, Touch: true);

    internal BrowserNewContextOptions Options(Uri address) => new()
    {
        BaseURL = address.ToString(),
        ViewportSize = new() { Width = Width, Height = Height },
        JavaScriptEnabled = Script,
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        // A colour that is still changing has no contrast to measure.
        ReducedMotion = ReducedMotion.Reduce,
        Locale = "es-AR",
        HasTouch = Touch,
        IsMobile = Touch,
        DeviceScaleFactor = Touch ? 2 : 1,
    };
}
