using System.Runtime.CompilerServices;
using System.Text.Json;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>Reads GeoJSON feature by feature: never more than the largest of them is held, however long the file.</summary>
internal sealed class GeoJsonFile(Stream utf8)
{
    /// <summary>Of one feature, or of a file that is no collection.</summary>
    private const int MostBytes = 32 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _whole;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private string? _type;
    private bool _hasFeatures;
    private string _property = "";
    private int _depth;
    private bool _inFeatures;

    private enum Found
    {
        Nothing,
        More,
        Feature,
    }

    public async IAsyncEnumerable<ReadShape> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        SkipMark();
        var (number, isCollection) = (0, await IsCollectionAsync(cancellationToken));
        if (!isCollection)
        {
            yield return await SingleAsync(cancellationToken);
            yield break;
        }

        while (true)
        {
            var (found, from, length) = Step();
            if (found == Found.Feature)
            {
                number++;
                using var feature = JsonDocument.Parse(_buffer.AsMemory(from, length));
                yield return GeoJson.Read(feature.RootElement, number, $"features[{number - 1}]");
            }
            else if (found == Found.More) await FillAsync(cancellationToken);
            else break;
        }

        if (!_hasFeatures) throw new AreaFileException("json.no-features");
        if (_type != "FeatureCollection") throw new AreaFileException("json.root-type", _type ?? "");
    }

    // The members of the root up to the first array of features say what it is; a file without one is read as a whole.
    private async Task<bool> IsCollectionAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Looks() is { } answer) return answer;
            if (_end - _start >= MostBytes) throw new AreaFileException("file.shape-large", MostBytes >> 20);
            await FillAsync(cancellationToken);
        }
    }

    /// <returns>Null while more bytes are needed.</returns>
    private bool? Looks()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _whole, _state);
        return Guarded(ref reader, (ref Utf8JsonReader json) =>
        {
            if (!json.Read()) return (bool?)null;
            if (json.TokenType != JsonTokenType.StartObject) throw new AreaFileException("json.root");
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.EndObject) return false;
                var isFeatures = json.ValueTextEquals("features"u8);
                var isType = json.ValueTextEquals("type"u8);
                if (!json.Read()) return null;
                if (isFeatures && json.TokenType == JsonTokenType.StartArray) return true;
                if (isType && json.TokenType == JsonTokenType.String && json.ValueTextEquals("FeatureCollection"u8)) _type = "FeatureCollection";
                if (!json.TrySkip()) return null;
            }

            return null;
        });
    }

    private async Task<ReadShape> SingleAsync(CancellationToken cancellationToken)
    {
        while (!_whole)
        {
            if (_end - _start >= MostBytes) throw new AreaFileException("file.shape-large", MostBytes >> 20);
            await FillAsync(cancellationToken);
        }

        using var document = Parse();
        var root = document.RootElement;
        try
        {
            if (JsonText.Has(root, "crs", out var crs)) GeoJson.CheckProjection(crs);
            return JsonText.TypeOf(root) switch
            {
                null => throw new AreaFileException("json.root-type", ""),
                "FeatureCollection" => throw new AreaFileException("json.no-features"),
                "Feature" => GeoJson.Read(root, 1, "Feature"),
                var type when GeoJsonGeometry.Types.Contains(type) => GeoJson.Drawn(root, 1, type, ReadShape.Nothing),
                var type => throw new AreaFileException("json.root-type", type),
            };
        }
        catch (ShapeException wrong)
        {
            throw new AreaFileException(wrong.Fault.Key, wrong.Fault.Arguments);
        }
    }

    private JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(_buffer.AsMemory(_start, _end - _start));
        }
        catch (JsonException wrong)
        {
            throw new AreaFileException("json.syntax", (wrong.LineNumber ?? 0) + 1);
        }
    }

    private (Found Found, int From, int Length) Step()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _whole, _state);
        var (from, length) = (0, 0);
        var found = Guarded(ref reader, (ref Utf8JsonReader json) =>
        {
            while (true)
            {
                // Kept before each token, to begin again there when its value is not all here.
                var (state, consumed) = (json.CurrentState, (int)json.BytesConsumed);
                if (!json.Read()) return Keep(json.CurrentState, (int)json.BytesConsumed, _whole ? Found.Nothing : Found.More);
                if (_inFeatures && _depth == 2 && json.TokenType != JsonTokenType.EndArray)
                {
                    var begun = (int)json.TokenStartIndex;
                    if (!json.TrySkip()) return Keep(state, consumed, Found.More);
                    (from, length) = (_start + begun, (int)json.BytesConsumed - begun);
                    return Keep(json.CurrentState, (int)json.BytesConsumed, Found.Feature);
                }

                if (!Root(ref json)) return Keep(state, consumed, Found.More);
            }
        });
        return (found, from, length);
    }

    /// <returns>False when a value is not all here.</returns>
    private bool Root(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _property = json.GetString()!;
                return true;
            case JsonTokenType.StartObject when _depth == 0:
                _depth = 1;
                return true;
            case JsonTokenType.StartArray when _property == "features":
                (_depth, _inFeatures, _hasFeatures) = (2, true, true);
                return true;
            case JsonTokenType.EndArray when _inFeatures:
                (_depth, _inFeatures) = (1, false);
                return true;
            case JsonTokenType.String when _property == "type":
                _type = json.GetString();
                return true;
            case JsonTokenType.StartObject when _property == "crs":
                var copy = json;
                if (!copy.TrySkip()) return false;
                using (var crs = JsonDocument.ParseValue(ref json)) GeoJson.CheckProjection(crs.RootElement);
                return true;
            default:
                return json.TrySkip();
        }
    }

    private T Keep<T>(JsonReaderState state, int consumed, T answer)
    {
        _state = state;
        _start += consumed;
        return answer;
    }

    private delegate T Look<T>(ref Utf8JsonReader json);

    private static T Guarded<T>(ref Utf8JsonReader reader, Look<T> look)
    {
        try
        {
            return look(ref reader);
        }
        catch (JsonException wrong)
        {
            throw new AreaFileException("json.syntax", (wrong.LineNumber ?? 0) + 1);
        }
        catch (Exception half) when (half is InvalidOperationException or ShapeException)
        {
            // Half a letter, written as an escape.
            throw new AreaFileException("json.letters");
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MostBytes) throw new AreaFileException("file.shape-large", MostBytes >> 20);
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await utf8.ReadAtLeastAsync(_buffer.AsMemory(_end), _buffer.Length - _end, throwOnEndOfStream: false, cancellationToken);
        _end += read;
        if (_end < _buffer.Length) _whole = true;
    }

    private void SkipMark()
    {
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8)) _start += 3;
    }
}
