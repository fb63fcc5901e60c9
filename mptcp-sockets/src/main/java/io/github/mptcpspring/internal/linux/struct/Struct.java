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

package io.github.mptcpspring.internal.linux.struct;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A C structure in an array, and how much of it the kernel has written. Structures have
 * grown with the kernel: what lies behind that length is empty, never 0.
 * <p>
 * A view can be read into again and again, and then allocates nothing. It is for one
 * thread at a time.
 */
public abstract sealed class Struct permits MemInfo, MptcpFullInfo, MptcpInfo, MptcpSubflowInfo, SockAddr, TcpInfo {

	private final byte[] bytes;

	private final int offset;

	private int length;

	/**
	 * Create a view.
	 * @param bytes the array that holds the structure
	 * @param offset where the structure begins, in bytes
	 * @param length how many bytes of it the kernel has written
	 */
	Struct(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * Return the array into which a system call writes the structure, as much of it as
	 * fits. {@link #keepLength} must follow.
	 * @return the array, not a copy
	 * @throws IllegalStateException when the structure is a part of another one, which
	 * the kernel writes as a whole
	 */
	public final byte[] bytes() {
		if (this.offset != 0) {
			throw new IllegalStateException("A part of a structure is not read for itself");
		}
		return this.bytes;
	}

	/**
	 * Keep how much of the structure a system call has written: nothing when it failed.
	 * @param result the length that the call returned, which may be more than fits, or
	 * {@code -errno}
	 * @return the same
	 */
	public final int keepLength(int result) {
		this.length = Math.clamp(result, 0, this.bytes.length - this.offset);
		return result;
	}

	/**
	 * Return how much of the structure the kernel has written.
	 * @return the length in bytes, 0 before a system call and when it failed
	 */
	public final int length() {
		return this.length;
	}

	/**
	 * Return whether the kernel has written a field.
	 * @param field its offset in bytes
	 * @param size its size in bytes
	 * @return whether the whole field is there
	 */
	final boolean has(int field, int size) {
		return this.length >= field + size;
	}

	final byte[] array() {
		return this.bytes;
	}

	/**
	 * Return where a field begins.
	 * @param field its offset in the structure, in bytes
	 * @return its offset in the array, in bytes
	 */
	final int at(int field) {
		return this.offset + field;
	}

	final int getUnsignedByte(int field) {
		return NativeBytes.getUnsignedByte(this.bytes, at(field));
	}

	final int getShort(int field) {
		return NativeBytes.getShort(this.bytes, at(field));
	}

	final int getInt(int field) {
		return NativeBytes.getInt(this.bytes, at(field));
	}

	final OptionalInt findInt(int field) {
		return has(field, Integer.BYTES) ? OptionalInt.of(getInt(field)) : OptionalInt.empty();
	}

	final OptionalLong findLong(int field) {
		return has(field, Long.BYTES) ? OptionalLong.of(NativeBytes.getLong(this.bytes, at(field)))
				: OptionalLong.empty();
	}

}
