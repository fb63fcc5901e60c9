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

package io.github.mptcpspring.internal.connection;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SharedReading}.
 */
class SharedReadingTests {

	private static final int CALLERS = 50;

	private static final long NEVER = Long.MAX_VALUE;

	private final AtomicInteger reads = new AtomicInteger();

	@Test
	void nothingIsReadBeforeSomeoneAsks() {
		assertThat(new SharedReading<>(this.reads::incrementAndGet)).isNotNull();
		assertThat(this.reads).hasValue(0);
	}

	@Test
	void oneReadServesAllWhoAskUntilItExpires() {
		SharedReading<Integer> reading = new SharedReading<>(this.reads::incrementAndGet, NEVER);
		assertThat(IntStream.range(0, CALLERS).map((caller) -> reading.get())).hasSize(CALLERS).containsOnly(1);
	}

	@Test
	void itExpires() {
		SharedReading<Integer> reading = new SharedReading<>(this.reads::incrementAndGet);
		assertThat(reading.get()).isEqualTo(1);
		Awaitility.await().until(() -> reading.get() == 2);
	}

	@Test
	void itCanBeRenewedForAllWhoAskLater() {
		SharedReading<Integer> reading = new SharedReading<>(this.reads::incrementAndGet, NEVER);
		assertThat(reading.get()).isEqualTo(1);
		assertThat(reading.renew()).isEqualTo(2);
		assertThat(reading.get()).isEqualTo(2);
	}

	@Test
	void whatExpiresAtOnceIsReadEachTime() {
		SharedReading<Integer> reading = new SharedReading<>(this.reads::incrementAndGet, 0);
		assertThat(reading.get()).isEqualTo(1);
		assertThat(reading.get()).isEqualTo(2);
	}

	@Test
	void aReadThatFailsIsTriedAgain() {
		SharedReading<Integer> reading = new SharedReading<>(() -> {
			if (this.reads.incrementAndGet() == 1) {
				throw new IllegalStateException("not now");
			}
			return this.reads.get();
		}, NEVER);
		assertThatIllegalStateException().isThrownBy(reading::get);
		assertThat(reading.get()).isEqualTo(2);
		assertThat(reading.get()).isEqualTo(2);
	}

	@Test
	void whoAsksWhileItIsReadGetsWhatIsRead() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch othersAsk = new CountDownLatch(CALLERS - 1);
		SharedReading<Integer> reading = new SharedReading<>(() -> {
			begun.countDown();
			await(othersAsk);
			return this.reads.incrementAndGet();
		}, NEVER);
		try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
			Future<Integer> first = threads.submit(reading::get);
			await(begun);
			List<Future<Integer>> others = IntStream.range(1, CALLERS).mapToObj((caller) -> threads.submit(() -> {
				othersAsk.countDown();
				return reading.get();
			})).toList();
			assertThat(first.get()).isEqualTo(1);
			for (Future<Integer> other : others) {
				assertThat(other.get()).isEqualTo(1);
			}
		}
		assertThat(this.reads).hasValue(1);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
