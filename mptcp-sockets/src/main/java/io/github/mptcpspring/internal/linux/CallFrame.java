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

package io.github.mptcpspring.internal.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Native memory of one system call: errno, and a value with its length if the call takes
 * one.
 * <p>
 * Frames are reused, because an allocation is expensive compared to a system call of a
 * few hundred nanoseconds. An open frame belongs to one call, so threads, virtual or not,
 * never share it.
 */
final class CallFrame implements AutoCloseable {

	/**
	 * Enough for every value that is read for each connection, and for a netlink message
	 * about one of them with its sender.
	 */
	private static final int USUAL_VALUE_LENGTH = 4 * 1024 + 64;

	private static final OfInt INT = ValueLayout.JAVA_INT;

	private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

	private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

	/** The layout before the value. */
	private static final StructLayout HEADER = MemoryLayout.structLayout(CALL_STATE.withName("state"),
			INT.withName("length"), MemoryLayout.paddingLayout(8));

	private static final long LENGTH_OFFSET = HEADER.byteOffset(MemoryLayout.PathElement.groupElement("length"));

	/** The idle frames. The length is a power of two. */
	private static final AtomicReferenceArray<@Nullable CallFrame> IDLE = new AtomicReferenceArray<>(16);

	private final @Nullable Arena ownArena;

	private final MemorySegment state;

	private final MemorySegment length;

	private final MemorySegment value;

	private CallFrame(Arena arena, int valueLength, @Nullable Arena ownArena) {
		this.state = arena.allocate(HEADER.byteSize() + valueLength, HEADER.byteAlignment());
		this.length = this.state.asSlice(LENGTH_OFFSET, INT.byteSize());
		this.value = this.state.asSlice(HEADER.byteSize());
		this.ownArena = ownArena;
	}

	/**
	 * Open a frame for a call that takes no value.
	 * @return the frame
	 */
	static CallFrame open() {
		CallFrame idle = IDLE.getAndSet(place(), null);
		return (idle != null) ? idle : new CallFrame(Arena.ofAuto(), USUAL_VALUE_LENGTH, null);
	}

	/**
	 * Open a frame for a call with a value.
	 * @param valueLength the length of the value in bytes
	 * @return the frame, whose value is undefined and whose length is that of the value
	 */
	static CallFrame open(int valueLength) {
		CallFrame frame = (valueLength <= USUAL_VALUE_LENGTH) ? open() : openLarge(valueLength);
		frame.length.set(INT, 0, valueLength);
		return frame;
	}

	private static CallFrame openLarge(int valueLength) {
		Arena arena = Arena.ofConfined();
		return new CallFrame(arena, valueLength, arena);
	}

	private static int place() {
		return (int) Thread.currentThread().threadId() & (IDLE.length() - 1);
	}

	/**
	 * Return the memory that receives errno.
	 * @return the memory
	 */
	MemorySegment state() {
		return this.state;
	}

	/**
	 * Return the length of the value, which calls replace by the number of bytes that
	 * they wrote or needed.
	 * @return the memory
	 */
	MemorySegment length() {
		return this.length;
	}

	/**
	 * Return the memory of the value.
	 * @return the memory
	 */
	MemorySegment value() {
		return this.value;
	}

	/**
	 * Convert the result of a C function.
	 * @param result the result of the function
	 * @return the result or {@code -errno}
	 */
	int answer(int result) {
		return (result != -1) ? result : -(int) ERRNO.get(this.state, 0L);
	}

	void write(byte[] source) {
		MemorySegment.copy(source, 0, this.value, ValueLayout.JAVA_BYTE, 0, source.length);
	}

	/**
	 * Read the value after a call.
	 * @param target receives the value, cut off at its length
	 * @return the length that the call has set
	 */
	int read(byte[] target) {
		int written = this.length.get(INT, 0);
		read(0, target, Math.min(written, target.length));
		return written;
	}

	void read(long offset, byte[] target, int count) {
		MemorySegment.copy(this.value, ValueLayout.JAVA_BYTE, offset, target, 0, count);
	}

	@Override
	public void close() {
		if (this.ownArena != null) {
			this.ownArena.close();
		}
		else {
			IDLE.set(place(), this);
		}
	}

}
