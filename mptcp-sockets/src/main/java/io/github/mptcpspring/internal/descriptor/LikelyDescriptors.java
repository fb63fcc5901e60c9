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

package io.github.mptcpspring.internal.descriptor;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * The most likely numbers of a new descriptor, the likeliest first: the lowest free
 * number before it was opened, and the numbers that were found recently, because
 * short-lived sockets reuse them.
 * <p>
 * These are guesses, which the caller has to verify.
 */
final class LikelyDescriptors {

	/** Limits the cost of a search: one or two system calls for each number. */
	static final int CAPACITY = 64;

	/** The number of tried numbers just below the lowest free one. */
	private static final int BELOW_LOWEST_FREE = 16;

	private final SystemCalls calls;

	private final int[] numbers = new int[CAPACITY];

	private int size;

	LikelyDescriptors(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Determine the number that the kernel assigns next. Must be called right before a
	 * descriptor is opened: the guess is wrong if other threads open or close one in
	 * between.
	 * @return the number, now the likeliest, or {@code -errno}
	 */
	int askForNext() {
		int next = lowestFree();
		if (next >= 0) {
			add(next);
		}
		return next;
	}

	/**
	 * Make a number the likeliest.
	 * @param number the number
	 */
	synchronized void add(int number) {
		int place = indexOf(number);
		System.arraycopy(this.numbers, 0, this.numbers, 1, place);
		this.numbers[0] = number;
		this.size = Math.max(this.size, place + 1);
	}

	// The index of the number, otherwise the index of a free or the oldest place
	private int indexOf(int number) {
		for (int index = 0; index < this.size; index++) {
			if (this.numbers[index] == number) {
				return index;
			}
		}
		return Math.min(this.size, CAPACITY - 1);
	}

	/**
	 * Find a number among the likely ones.
	 * @param sought matches the number to find
	 * @return the number, now the likeliest
	 */
	OptionalInt find(IntPredicate sought) {
		int[] likely = numbers();
		OptionalInt found = find(likely, 0, Math.min(1, likely.length), sought);
		if (found.isEmpty()) {
			found = findBelowLowestFree(sought);
		}
		if (found.isEmpty()) {
			found = find(likely, 1, likely.length, sought);
		}
		found.ifPresent(this::add);
		return found;
	}

	private static OptionalInt find(int[] numbers, int from, int to, IntPredicate sought) {
		for (int index = from; index < to; index++) {
			if (sought.test(numbers[index])) {
				return OptionalInt.of(numbers[index]);
			}
		}
		return OptionalInt.empty();
	}

	// While sockets are opened and none is closed, numbers are consecutive
	private OptionalInt findBelowLowestFree(IntPredicate sought) {
		int free = lowestFree();
		for (int number = free - 1; number >= Math.max(0, free - BELOW_LOWEST_FREE); number--) {
			if (sought.test(number)) {
				return OptionalInt.of(number);
			}
		}
		return OptionalInt.empty();
	}

	private synchronized int[] numbers() {
		return Arrays.copyOf(this.numbers, this.size);
	}

	// -errno if there is none, or if descriptor 0 is closed
	private int lowestFree() {
		int free = this.calls.fcntl(0, Fcntl.F_DUPFD_CLOEXEC, 0);
		if (free >= 0) {
			this.calls.close(free);
		}
		return free;
	}

}
