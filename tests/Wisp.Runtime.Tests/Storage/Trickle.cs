namespace Wisp.Runtime.Tests.Storage;

/// <summary>A stream as networks give them: in pieces, and perhaps broken off.</summary>
internal sealed class Trickle(byte[]? content, int length, int pieces, int? breakAt) : Stream
{
    private int _position;

    public Trickle(byte[] content, int? breakAt = null)
        : this(content, content.Length, 10_007, breakAt)
    {
    }

    public Trickle(int length, int pieces)
        : this(null, length, pieces, null)
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position >= breakAt) throw new IOException("The line went dead.");
        var taken = Math.Min(Math.Min(count, pieces), length - _position);
        content?.AsSpan(_position, taken).CopyTo(buffer.AsSpan(offset));
        _position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
