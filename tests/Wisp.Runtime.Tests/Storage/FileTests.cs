using System.Security.Cryptography;

namespace Wisp.Runtime.Tests.Storage;

public sealed class FileTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private readonly IFileStore _files = work.Runtime.Get<IFileStore>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(5_000_000)]
    public async Task A_file_comes_back_as_it_was(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var owner = Guid.CreateVersion7();

        var saved = await _files.SaveAsync(new NewFile("ñ.bin", "application/octet-stream", OwnerId: owner), new Trickle(content));

        Assert.Equal(
            new StoredFile(saved.Id, "ñ.bin", "application/octet-stream", length, Convert.ToHexStringLower(SHA256.HashData(content)), owner),
            await _files.FindAsync(saved.Id));
        await using var stream = _files.OpenRead(saved.Id);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.True(content.AsSpan().SequenceEqual(copy.ToArray()));
        Assert.True(content.AsSpan().SequenceEqual(ReadSynchronously(saved.Id)));
    }

    [Fact]
    public async Task A_file_is_gone_when_it_expires()
    {
        var now = TimeProvider.System.GetUtcNow();
        var kept = await _files.SaveAsync(new NewFile("a", "text/plain", now.AddMinutes(1)), new MemoryStream([1]));
        var gone = await _files.SaveAsync(new NewFile("b", "text/plain", now.AddSeconds(-1)), new MemoryStream([1]));

        Assert.NotNull(await _files.FindAsync(kept.Id));
        Assert.Null(await _files.FindAsync(gone.Id));
    }

    [Fact]
    public async Task A_file_that_was_not_stored_whole_is_not_seen()
    {
        await Assert.ThrowsAsync<IOException>(() => _files.SaveAsync(new NewFile("torn", "text/plain"), new Trickle(new byte[600_000], breakAt: 500_000)));

        var id = await work.Database.ValueAsync<Guid>("select id from host.file where name = 'torn' and not complete");
        Assert.NotEqual(Guid.Empty, id);
        Assert.Null(await _files.FindAsync(id));
        await Assert.ThrowsAsync<IOException>(() => _files.OpenRead(id).CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_file_that_is_removed_while_it_is_read_does_not_look_like_a_short_one()
    {
        var saved = await _files.SaveAsync(new NewFile("cut", "text/plain"), new MemoryStream(new byte[600_000]));
        await using var stream = _files.OpenRead(saved.Id);
        Assert.True(await stream.ReadAsync(new byte[10]) > 0);

        await _files.DeleteAsync(saved.Id);

        Assert.Null(await _files.FindAsync(saved.Id));
        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_large_file_is_never_in_memory()
    {
        var length = Places.Deep ? 200_000_000 : 30_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = Peak();

        var saved = await _files.SaveAsync(new NewFile("large", "application/octet-stream"), new Trickle(length, pieces: 64 * 1024));
        await using var stream = _files.OpenRead(saved.Id);
        await stream.CopyToAsync(Stream.Null);

        Assert.Equal(length, saved.Length);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
        // What other tests of this process took before counts for nothing.
        Assert.InRange(Peak() - peak, 0, 150_000_000);
    }

    private static long Peak()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private byte[] ReadSynchronously(Guid id)
    {
        using var stream = _files.OpenRead(id);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
