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

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.OptionalInt;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors.OptionReader;
import io.github.mptcpspring.internal.descriptor.Descriptors.OptionWriter;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSocketObject;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DescriptorFinder} with objects of which the test knows the descriptor.
 */
class DescriptorFinderTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

	private @Nullable Problem notFound;

	@Test
	void theLikeliestDescriptorIsAskedFirst() {
		open(5);
		int descriptor = open(1);
		assertThat(find(descriptor)).hasValue(descriptor);
		assertThat(this.calls.trace()).containsExactly("fcntl 0 " + Fcntl.F_DUPFD_CLOEXEC, "close " + (descriptor + 1),
				"getsockopt " + descriptor + " TCP_KEEPIDLE", "getsockopt " + descriptor + " TCP_KEEPINTVL");
	}

	@Test
	void whenOtherSocketsWereCreatedLaterItIsFound() {
		int descriptor = open(1);
		open(15);
		assertThat(find(descriptor)).hasValue(descriptor);
	}

	@Test
	void whereDescriptorsHaveHolesTheNextOneIsExpectedInTheLowest() {
		open(300);
		this.kernel.close(100);
		this.kernel.close(200);
		DescriptorFinder finder = new DescriptorFinder(this.calls);
		finder.expectNext();
		FakeSocketObject object = new FakeSocketObject(this.kernel, open(1));
		assertThat(find(finder, object::getOption, object::setOption)).hasValue(100);
		assertThat(this.calls.trace()).containsExactly("fcntl 0 " + Fcntl.F_DUPFD_CLOEXEC, "close 100",
				"getsockopt 100 TCP_KEEPIDLE", "getsockopt 100 TCP_KEEPINTVL");
	}

	@Test
	void whereAnotherWasFoundLatelyItIsTried() {
		int descriptor = open(1);
		DescriptorFinder finder = new DescriptorFinder(this.calls);
		FakeSocketObject object = new FakeSocketObject(this.kernel, descriptor);
		assertThat(find(finder, object::getOption, object::setOption)).hasValue(descriptor);
		int later = open(300);
		FakeSocketObject last = new FakeSocketObject(this.kernel, later);
		assertThat(find(finder, last::getOption, last::setOption)).hasValue(later);
		this.kernel.close(descriptor);
		open(1);
		assertThat(find(finder, object::getOption, object::setOption)).hasValue(descriptor);
		assertThat(this.calls.trace()).hasSizeLessThan(50);
	}

	// Scans look at the descriptors that this JVM really has, and 0 to 2 always exist

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenManySocketsWereCreatedLaterItIsFoundByAScan() {
		this.kernel.dup3(open(1), 2, 0);
		open(40);
		assertThat(find(2)).hasValue(2);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenALowerDescriptorIsFreeItIsFoundByAScan() {
		this.kernel.dup3(open(1), 2, 0);
		this.kernel.close(1);
		assertThat(find(2)).hasValue(2);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenStandardInputIsClosedItIsFoundByAScan() {
		this.kernel.dup3(open(1), 2, 0);
		this.kernel.close(0);
		assertThat(find(2)).hasValue(2);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenNoDescriptorIsFreeItIsFoundByAScan() {
		this.kernel.dup3(open(1), 2, 0);
		this.kernel.setLimit(this.kernel.openDescriptors().size());
		assertThat(find(2)).hasValue(2);
	}

	@Test
	void whenNothingHasTheFingerprintNothingIsFound() {
		int descriptor = open(1);
		this.kernel.close(descriptor);
		FakeSystemCalls otherKernel = new FakeSystemCalls();
		FakeSocketObject object = new FakeSocketObject(otherKernel, Creator.V4.create(otherKernel));
		assertThat(find(object::getOption, object::setOption)).isEmpty();
		verifyNotFound("its descriptor could not be found in /proc/self/fd", "ulimit -n");
	}

	@Test
	void whenADescriptorHasHalfTheFingerprintItIsNotTaken() {
		FakeSocketObject first = new FakeSocketObject(this.kernel, open(1));
		FakeSocketObject second = new FakeSocketObject(this.kernel, open(1));
		OptionWriter toOneEach = (option, value) -> ((option == ExtendedSocketOptions.TCP_KEEPIDLE) ? first : second)
			.setOption(option, value);
		assertThat(find(first::getOption, toOneEach)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "7200, 75", "1, 1", "32767, 32767", "100, 20" })
	void theOptionsArePutBackWhenItIsFound(int idle, int interval) {
		int descriptor = open(1);
		setOptions(descriptor, idle, interval);
		assertThat(find(descriptor)).hasValue(descriptor);
		verifyOptions(descriptor, idle, interval);
	}

	@Test
	void theOptionsArePutBackWhenItIsNotFound() {
		int descriptor = open(1);
		setOptions(descriptor, 100, 20);
		this.calls.failEach("getsockopt .*", 5);
		assertThat(find(descriptor)).isEmpty();
		verifyOptions(descriptor, 100, 20);
	}

	@Test
	void whenTheOptionsComeFromSysctlsAboveWhatCanBeSetTheyArePutBackAsFarAsPossible() {
		this.kernel.setDefault(SockOpt.TCP_KEEPIDLE, 86400);
		this.kernel.setDefault(SockOpt.TCP_KEEPINTVL, 40000);
		int descriptor = open(1);
		assertThat(find(descriptor)).hasValue(descriptor);
		verifyOptions(descriptor, 32767, 32767);
	}

	@Test
	void whenTheObjectIsClosedNothingIsFound() {
		assertThat(find((option) -> {
			throw new ClosedChannelException();
		}, (option, value) -> {
			throw new ClosedChannelException();
		})).isEmpty();
		verifyNotFound("ClosedChannelException", "before it is closed");
		assertThat(this.calls.trace()).isEmpty();
	}

	@Test
	void whenAnOptionCannotBeSetNothingIsFoundAndTheOptionsArePutBack() {
		int descriptor = open(1);
		setOptions(descriptor, 100, 20);
		FakeSocketObject object = new FakeSocketObject(this.kernel, descriptor);
		assertThat(find(object::getOption, (option, value) -> {
			if (option == ExtendedSocketOptions.TCP_KEEPINTERVAL && value != 20) {
				throw new IOException("Refused");
			}
			object.setOption(option, value);
		})).isEmpty();
		verifyNotFound("Refused", "before it is closed");
		verifyOptions(descriptor, 100, 20);
	}

	@Test
	void whenTheObjectHasNoOptionsOfTcpNothingIsFound() {
		assertThat(find((option) -> {
			throw new UnsupportedOperationException();
		}, (option, value) -> {
			throw new UnsupportedOperationException();
		})).isEmpty();
		verifyNotFound("it is not a TCP socket", "Use a TCP socket");
	}

	private int open(int count) {
		int descriptor = Creator.V4.create(this.kernel);
		return (count > 1) ? open(count - 1) : descriptor;
	}

	private OptionalInt find(int descriptor) {
		FakeSocketObject object = new FakeSocketObject(this.kernel, descriptor);
		return find(object::getOption, object::setOption);
	}

	private OptionalInt find(OptionReader reader, OptionWriter writer) {
		return find(new DescriptorFinder(this.calls), reader, writer);
	}

	private OptionalInt find(DescriptorFinder finder, OptionReader reader, OptionWriter writer) {
		return switch (finder.find(reader, writer)) {
			case Found(BorrowedDescriptor descriptor) -> OptionalInt.of(descriptor.number());
			case NotFound(Problem because) -> {
				this.notFound = because;
				yield OptionalInt.empty();
			}
		};
	}

	private void setOptions(int descriptor, int idle, int interval) {
		BorrowedDescriptor socket = new BorrowedDescriptor(this.kernel, descriptor);
		assertThat(socket.setInt(SockOpt.TCP_KEEPIDLE, idle)).isZero();
		assertThat(socket.setInt(SockOpt.TCP_KEEPINTVL, interval)).isZero();
	}

	private void verifyOptions(int descriptor, int idle, int interval) {
		BorrowedDescriptor socket = new BorrowedDescriptor(this.kernel, descriptor);
		assertThat(socket.getInt(SockOpt.TCP_KEEPIDLE)).isEqualTo(idle);
		assertThat(socket.getInt(SockOpt.TCP_KEEPINTVL)).isEqualTo(interval);
	}

	private void verifyNotFound(String reason, String remedy) {
		assertThat(this.notFound).isNotNull();
		assertThat(this.notFound.description()).contains(reason);
		assertThat(this.notFound.action()).contains(remedy);
	}

}
