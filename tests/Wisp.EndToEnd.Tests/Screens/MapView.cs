namespace Wisp.EndToEnd.Tests.Screens;

public sealed class MapView(IPage page)
{
    public ILocator Ground => page.Locator("main [data-map]");

    public ILocator Pin => Ground.Locator(".map-pin");

    public ILocator Caption => Ground.Locator(".map-caption");

    public ILocator Pictures => Ground.Locator(".leaflet-tile-pane img");

    public ILocator Area => page.Locator("[name=area]");

    public ILocator Button(string name) => page.Locator(".map-foot").GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Where on the map, in pixels from its middle.</summary>
    public async Task ClickAsync(int right, int down)
    {
        await Expect(Ground.Locator(".leaflet-control-scale-line")).ToBeVisibleAsync();
        var box = await BoxAsync();
        await page.Mouse.ClickAsync(box.X + (box.Width / 2) + right, box.Y + (box.Height / 2) + down);
    }

    public Task DragPinAsync(int right, int down) => DragAsync(Pin, right, down);

    public async Task DragAsync(ILocator thing, int right, int down)
    {
        var box = (await thing.BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    /// <summary>How far the pin's point is from the middle, in pixels.</summary>
    public async Task<(int Right, int Down)> PinFromMiddleAsync()
    {
        var (ground, pin) = (await BoxAsync(), (await Pin.BoundingBoxAsync())!);
        // The point is at the foot of the drawing, a pixel above its edge.
        return ((int)Math.Round((pin.X + (pin.Width / 2) - ground.X - (ground.Width / 2)) / 2), (int)Math.Round((pin.Y + pin.Height - 1 - ground.Y - (ground.Height / 2)) / 2));
    }

    private async Task<LocatorBoundingBoxResult> BoxAsync()
    {
        await Ground.ScrollIntoViewIfNeededAsync();
        return (await Ground.BoundingBoxAsync())!;
    }
}
