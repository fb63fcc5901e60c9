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

package io.github.mptcpspring.sample;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DownloadController}.
 */
@WebMvcTest(DownloadController.class)
class DownloadControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void getSendsThePattern() {
		MvcTestResult result = this.mvc.get().uri("/download?bytes=253").exchange();
		assertThat(result).hasStatusOk()
			.hasContentType(MediaType.APPLICATION_OCTET_STREAM)
			.hasHeader(HttpHeaders.CONTENT_LENGTH, "253")
			// There is no connection here
			.doesNotContainHeader(DownloadController.CONNECTION);
		byte[] body = result.getResponse().getContentAsByteArray();
		assertThat(body).hasSize(253);
		assertThat(body).startsWith(0, 1, 2).endsWith(249, 250, 0, 1);
	}

	@Test
	void headHasTheLengthButNoBody() {
		assertThat(this.mvc.head().uri("/download?bytes=10737418240")).hasStatusOk()
			.hasContentType(MediaType.APPLICATION_OCTET_STREAM)
			.hasHeader(HttpHeaders.CONTENT_LENGTH, "10737418240")
			.body()
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?bytes", "?bytes=", "?bytes=-1", "?bytes=10737418241", "?bytes=9223372036854775808",
			"?bytes=ten", "?bytes=1.5", "?bytes=0x10", "?bytes=1&bytes=2" })
	void badNumberOfBytesIsAProblemThatSaysWhatIsAllowed(String query) {
		assertThat(this.mvc.get().uri("/download" + query)).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("Parameter 'bytes' must be a whole number from 0 to 10737418240");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/octet-stream", "text/html", "*/*" })
	void badNumberOfBytesIsAProblemWhateverTheClientAccepts(String accept) {
		assertThat(this.mvc.get().uri("/download?bytes=-1").header(HttpHeaders.ACCEPT, accept))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void tenGibibytesTakeConstantMemory() throws Exception {
		CountingStream body = new CountingStream();
		DownloadController controller = new DownloadController();
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		controller.download("10737418240", HttpMethod.GET, new MockHttpServletResponse() {

			@Override
			public ServletOutputStream getOutputStream() {
				return body;
			}

		}, null);
		long allocated = threads.getCurrentThreadAllocatedBytes() - before;
		assertThat(body.count).isEqualTo(10_737_418_240L);
		assertThat(allocated).isLessThan(1024 * 1024);
	}

	/**
	 * Counts what it is given and keeps nothing of it.
	 */
	private static final class CountingStream extends ServletOutputStream {

		private long count;

		@Override
		public void write(int b) {
			this.count++;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.count += length;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
