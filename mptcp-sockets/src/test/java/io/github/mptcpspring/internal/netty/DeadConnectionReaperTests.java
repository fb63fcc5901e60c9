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

package io.github.mptcpspring.internal.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeadConnectionReaper} that need no kernel.
 */
class DeadConnectionReaperTests {

	private static final long QUESTION_MICROS = 100;

	private final List<Channel> asked = new ArrayList<>();

	private final List<Channel> givenUp = new ArrayList<>();

	private final List<Channel> failing = new ArrayList<>();

	private long nanos;

	private final DeadConnectionReaper connections = new DeadConnectionReaper(this::isGivenUp, () -> this.nanos);

	private final EmbeddedChannel first = new EmbeddedChannel();

	@Test
	void holdsTheLoopUpForAMillisecondAtMost() {
		List<Channel> channels = watch(100);
		passTime(1000);
		assertThat(this.asked).hasSize(10);
		for (int i = 0; i < 9; i++) {
			passTime(10);
			assertThat(this.asked).hasSize(20 + 10 * i);
		}
		assertThat(this.asked).containsExactlyElementsOf(channels);
		passTime(10);
		assertThat(this.asked).hasSize(100);
		passTime(1000);
		assertThat(this.asked).hasSize(110);
	}

	@Test
	void closesWhatIsGivenUpAndNothingElse() {
		List<Channel> channels = watch(3);
		this.givenUp.add(channels.get(1));
		passTime(1000);
		assertThat(channels).extracting(Channel::isOpen).containsExactly(true, false, true);
	}

	@Test
	void goesOnAfterAnError() {
		List<Channel> channels = watch(3);
		this.failing.add(channels.get(0));
		this.givenUp.add(channels.get(1));
		passTime(1000);
		assertThat(channels).extracting(Channel::isOpen).containsExactly(true, false, true);
		this.failing.clear();
		this.givenUp.add(channels.get(0));
		passTime(1000);
		assertThat(channels.getFirst().isOpen()).isFalse();
	}

	@Test
	void asksNothingWhenNothingIsLeft() {
		List<Channel> channels = watch(30);
		passTime(1000);
		assertThat(this.asked).hasSize(10);
		channels.forEach(this.connections::unwatch);
		passTime(1000);
		assertThat(this.asked).hasSize(10);
		watch(1);
		passTime(1000);
		assertThat(this.asked).hasSize(11);
	}

	private List<Channel> watch(int count) {
		List<Channel> channels = Stream.<Channel>generate(EmbeddedChannel::new).limit(count - 1L).toList();
		List<Channel> all = new ArrayList<>(List.of(this.first));
		all.addAll(channels);
		all.forEach(this.connections::watch);
		return all;
	}

	private void passTime(long millis) {
		this.first.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
		this.first.runScheduledPendingTasks();
	}

	private boolean isGivenUp(Channel channel) {
		this.nanos += TimeUnit.MICROSECONDS.toNanos(QUESTION_MICROS);
		this.asked.add(channel);
		if (this.failing.contains(channel)) {
			throw new OutOfMemoryError("On purpose");
		}
		return this.givenUp.contains(channel);
	}

}
