namespace Wisp.Testing;

/// <summary>A file of any length made of a start and one line again and again.</summary>
public sealed class EndlessStream(ReadOnlySpan<byte> start, ReadOnlySpan<byte> line, long length) : Stream
{
    private readonly byte[] _line = line.ToArray();
    private readonly byte[] _start = start.ToArray();
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var done = 0;
        while (done < count && (_position < length || InLine > 0))
            buffer[offset + done++] = _position < _start.Length ? _start[_position++] : _line[InLineThenMove()];
        return done;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private long InLine => _position < _start.Length ? 0 : (_position - _start.Length) % _line.Length;

    private long InLineThenMove()
    {
        var at = InLine;
        _position++;
        return at;
    }
}
