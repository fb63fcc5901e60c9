/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A stream of bytes that follow from their positions alone: one that is missing, doubled,
 * changed or in another's place is found out.
 */
public final class ReferenceBytes {

	private static final int CHUNK = 8192;

	private ReferenceBytes() {
	}

	/**
	 * Return the next part of the stream, as long as one writes at once.
	 * @param start the position of its first byte
	 * @param end where the stream ends
	 * @return the bytes
	 */
	public static byte[] chunk(long start, long end) {
		byte[] chunk = new byte[(int) Math.min(CHUNK, end - start)];
		for (int i = 0; i < chunk.length; i++) {
			chunk[i] = at(start + i);
		}
		return chunk;
	}

	/**
	 * Compare bytes that have arrived.
	 * @param start the position of the first of them in the stream
	 * @param arrived the bytes
	 */
	public static void check(long start, ByteBuffer arrived) {
		int first = arrived.position();
		for (int i = first; i < arrived.limit(); i++) {
			long position = start + i - first;
			if (arrived.get(i) != at(position)) {
				throw new IllegalStateException("The byte at " + position + " is wrong");
			}
		}
	}

	/**
	 * Read a part of the stream and compare it.
	 * @param start the position of the first byte that is read
	 * @param end where the part ends
	 * @param stream where it is read from
	 * @throws IOException when the stream ends too early
	 */
	public static void check(long start, long end, InputStream stream) throws IOException {
		for (long position = start; position < end;) {
			byte[] chunk = stream.readNBytes((int) Math.min(CHUNK, end - position));
			if (chunk.length == 0) {
				throw new EOFException("It ends after " + position + " bytes");
			}
			check(position, ByteBuffer.wrap(chunk));
			position += chunk.length;
		}
	}

	/** SplitMix64 of the number of the word: no two ranges look alike. */
	private static byte at(long position) {
		long word = (position >>> 3) * 0x9E3779B97F4A7C15L;
		word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
		word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
		return (byte) ((word ^ (word >>> 31)) >>> ((position & 7) * 8));
	}

}
